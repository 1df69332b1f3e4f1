import Wire

/// A stored execution: what clients see, and what the server needs to decide what happens to it next.
public struct ExecutionRecord: Sendable, Equatable {
    public var execution: Execution
    /// The `seq` of its last event, 1 from the beginning: being made is the first.
    public var lastSeq: Int64
    /// How many pieces of output the attempt has.
    public var outputCount: Int
    /// The bytes of the attempt's output.
    public var outputBytes: Int
    /// Who holds it, or held it last: a resent report of that worker is recognised after the end, too. nil for the built-in
    /// runner, and after it was requeued.
    public var lease: ExecutionLease?
    /// The last report of the lease that was taken; 0 before the first.
    public var workerSequence: Int64
    /// The `seq` of the event that cancelled it; nil while nobody did.
    public var cancelledSeq: Int64?

    /// Whether its owner's token allowed to see how the server runs (scope `dashboard`) when it was made.
    public var isForOperator: Bool

    /// One that nobody has begun; its first event is ``ExecutionRecord/creation``.
    public init(_ execution: Execution, isForOperator: Bool = false) {
        self.execution = execution
        self.isForOperator = isForOperator
        lastSeq = 1
        outputCount = 0
        outputBytes = 0
        workerSequence = 0
    }

    /// The event that tells of it as it was made.
    public var creation: ExecutionEvent {
        ExecutionEvent(
            seq: 1, .update(ExecutionUpdate(status: .pending, attempt: 1, atMilliseconds: execution.createdAtMilliseconds)))
    }
}
