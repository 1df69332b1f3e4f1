import Logging
import Synchronization

/// Tells the operator what clients must not see of what failed.
///
/// When the store or a provider is away everything fails: one entry a second says as much, with how many it stands for. Any thread.
public final class SparingLog: Sendable {
    private struct State {
        var lastAt: Int64?
        var leftOut = 0
    }

    private static let interval: Int64 = 1_000_000_000

    private let logger: Logger
    private let clock: any ServerClock
    private let state = Mutex(State())

    /// - Parameters:
    ///   - logger: is given the entries.
    ///   - clock: says when a second is over.
    public init(logger: Logger, clock: any ServerClock) {
        self.logger = logger
        self.clock = clock
    }

    /// Writes an entry when the last one is old enough. Nothing that a user, a worker or a model wrote may be in it.
    public func record(_ message: String, code: String, detail: String?) {
        guard let leftOut = takeTurn() else { return }
        logger.error(
            "\(message)", metadata: ["code": "\(code)", "detail": "\(detail ?? "")", "left_out": .stringConvertible(leftOut)])
    }

    /// Returns how many were left out since the last entry, or nil when this one is too.
    private func takeTurn() -> Int? {
        let now = clock.monotonicNanoseconds()
        return state.withLock { state in
            if let last = state.lastAt, now - last < Self.interval {
                state.leftOut += 1
                return nil
            }
            defer { state = State(lastAt: now) }
            return state.leftOut
        }
    }
}
