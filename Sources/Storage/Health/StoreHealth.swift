import Logging
import Synchronization

/// Whether the store takes writes. The store's thread says so, anybody asks.
final class StoreHealth: Sendable {
    private let problem = Mutex<String?>(nil)
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    /// Why the last transaction failed; nil when it did not.
    var currentProblem: String? {
        problem.withLock { $0 }
    }

    /// A transaction that wrote something was committed.
    func succeeded() {
        let before = problem.withLock { problem in
            defer { problem = nil }
            return problem
        }
        if before != nil {
            logger.notice("the store takes writes again")
        }
    }

    /// A transaction failed. Logged when the one before did not, or for another reason.
    func failed(_ failure: SQLiteFailure) {
        let before = problem.withLock { problem in
            defer { problem = failure.message }
            return problem
        }
        if before != failure.message {
            logger.error("the store takes no writes", metadata: ["reason": "\(failure.message)"])
        }
    }
}
