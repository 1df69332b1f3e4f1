import Logging
import Synchronization
import Telemetry

/// Whether the store takes writes. The store's thread says so, anybody asks.
///
/// The log is told when that changes, but not of each change of a store that fails now and then: at most one failure in
/// ``interval`` is announced, with how many transactions failed since the one before, and only an announced one is revoked.
final class StoreHealth: Sendable {
    private struct State {
        var problem: String?
        /// What the log says; nil when it says that writes are taken.
        var announced: String?
        /// When the last failure was announced; monotonic nanoseconds.
        var announcedAt: Int64?
        /// Transactions that failed since then, or since the opening.
        var failures = 0
    }

    /// Nanoseconds between two announced failures, at least.
    static let interval: Int64 = 10_000_000_000

    private let state = Mutex(State())
    private let logger: Logger
    private let now: @Sendable () -> Int64

    /// - Parameter now: monotonic nanoseconds.
    init(logger: Logger, now: @escaping @Sendable () -> Int64 = { MonotonicClock.now() }) {
        self.logger = logger
        self.now = now
    }

    /// Why the last transaction failed; nil when it did not.
    var currentProblem: String? {
        state.withLock { $0.problem }
    }

    /// A transaction that wrote something was committed.
    func succeeded() {
        let wasAnnounced = state.withLock { state in
            defer { state.announced = nil }
            state.problem = nil
            return state.announced != nil
        }
        if wasAnnounced { logger.notice("the store takes writes again") }
    }

    /// A transaction failed.
    func failed(_ failure: SQLiteFailure) {
        let time = now()
        let failures = state.withLock { state -> Int? in
            state.problem = failure.message
            state.failures += 1
            guard state.announced != failure.message, state.announcedAt.map({ time - $0 >= Self.interval }) ?? true
            else { return nil }
            state.announced = failure.message
            state.announcedAt = time
            defer { state.failures = 0 }
            return state.failures
        }
        guard let failures else { return }
        logger.error(
            "the store takes no writes", metadata: ["reason": "\(failure.message)", "failed_transactions": "\(failures)"])
    }
}
