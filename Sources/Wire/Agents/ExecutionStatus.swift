/// How an execution stands.
public enum ExecutionStatus: String, Sendable, CaseIterable {
    /// Waits for a runner. Exits: running, cancelled.
    case pending
    /// Is being worked on. Exits: completed, failed, cancelled, pending (requeued).
    case running
    /// Ended well. No exits.
    case completed
    /// Ended badly. No exits; a retry is a new execution.
    case failed
    /// Ended by its owner. No exits.
    case cancelled

    /// Whether nothing more happens to it.
    public var isFinal: Bool {
        switch self {
        case .pending, .running: false
        case .completed, .failed, .cancelled: true
        }
    }
}
