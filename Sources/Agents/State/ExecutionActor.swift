/// Who wants to change an execution, and what shows that they still may.
public enum ExecutionActor: Sendable, Equatable {
    /// The server itself, its owner or an administrator.
    case server
    /// The server, which saw this lease run out: nothing happens if it was renewed or taken since.
    case leaseEnd(id: String, expiredAtMilliseconds: Int64)
    /// The built-in runner, for the attempt that it began.
    case runner(attempt: Int)
    /// A worker that holds this lease. The commands are its reports from `firstSequence` on, one after the other; those
    /// that were taken before are passed over. nil for what is no report: a heartbeat.
    case worker(leaseID: String, firstSequence: Int64?)
}
