import Chat
import Logging
import Sockets
import Synchronization
import Wire

/// Tells the operator what clients must not see of their failed operations. Any thread.
///
/// When a disk fills up, every message of every client fails: one entry a second says as much, with how many it stands for.
public final class FailureLog: Sendable {
    private struct State {
        var lastAt: Int64?
        var leftOut = 0
    }

    private static let interval: Int64 = 1_000_000_000

    private let logger: Logger
    private let now: @Sendable () -> Int64
    private let state = Mutex(State())

    /// - Parameter now: monotonic nanoseconds.
    public init(logger: Logger, now: @escaping @Sendable () -> Int64 = MonotonicTime.nanoseconds) {
        self.logger = logger
        self.now = now
    }

    /// Writes an entry when the error has a detail and the last entry is old enough.
    ///
    /// - Parameter operation: from a closed set; nothing that a client wrote is logged.
    func record(_ error: ChatError, of operation: String) {
        guard let detail = error.detail, let leftOut = takeTurn() else { return }
        logger.error(
            "Socket operation failed",
            metadata: [
                "operation": .string(operation), "code": .string(error.code.rawValue), "error": .string(error.message),
                "detail": .string(detail), "left_out": .stringConvertible(leftOut),
            ])
    }

    /// Returns how many were left out since the last entry, or nil when this one is too.
    private func takeTurn() -> Int? {
        let now = now()
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
