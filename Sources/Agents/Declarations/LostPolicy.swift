/// What happens to an execution whose runner was lost: the server stopped, or the worker did not report.
public enum LostPolicy: String, Sendable, CaseIterable {
    /// It fails with `interrupted`.
    case fail
    /// It waits for a runner again, as its next attempt: for agents that may safely begin twice.
    case requeue
}
