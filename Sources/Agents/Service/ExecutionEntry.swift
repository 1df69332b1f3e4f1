import Wire

/// What a socket is told when it begins to watch an execution.
public struct ExecutionEntry: Sendable, Equatable {
    public var execution: Execution
    /// The `seq` of its last event.
    public var lastSeq: Int64
    /// Its last event when it is over, as it went out live; nil while it is not.
    public var end: ExecutionReplay.Frame?

    /// An entry.
    public init(execution: Execution, lastSeq: Int64, end: ExecutionReplay.Frame?) {
        self.execution = execution
        self.lastSeq = lastSeq
        self.end = end
    }
}
