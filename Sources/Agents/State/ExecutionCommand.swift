import Wire

/// Something that is to happen to an execution.
public enum ExecutionCommand: Sendable, Equatable {
    /// Pending to running. A worker's lease; nil for the built-in runner. The model that it runs on; nil leaves the one that the agent's
    /// declaration names.
    case start(lease: ExecutionLease?, model: String?)
    /// It went on. A percentage that is lower than the one before counts as that one.
    case progress(ExecutionProgress)
    /// A piece of output, not empty.
    case output(String)
    /// Tokens and money that were spent; each is added. None is negative, the cost is finite.
    case usage(inputTokens: Int, outputTokens: Int, costUSD: Double)
    /// Running to completed, with one JSON text.
    case complete(output: String?)
    /// Running to failed.
    case fail(ExecutionFailure)
    /// Pending or running to cancelled; after the end it changes nothing.
    case cancel(reason: String?)
    /// Running to pending: somebody else begins again, as the next attempt.
    case requeue(reason: String)
    /// The lease holds until this Unix time in milliseconds.
    case renew(expiresAtMilliseconds: Int64)
}
