import Wire

/// What cancelling an execution came to.
public struct Cancellation: Sendable, Equatable {
    /// The execution as it is now.
    public var execution: Execution
    /// The `seq` of the event that cancelled it, now or before; nil when it had ended in another way.
    public var seq: Int64?

    /// An answer.
    public init(execution: Execution, seq: Int64?) {
        self.execution = execution
        self.seq = seq
    }
}
