import Wire

/// What a committed write came to.
public enum ExecutionOutcome: Sendable, Equatable {
    /// The execution was made.
    case created(ExecutionRecord)
    /// The owner used the key before: the execution that was made then, as it is now.
    case repeated(ExecutionRecord)
    /// The change happened: the execution after it, and the events it caused, which may be none.
    case changed(ExecutionRecord, events: [ExecutionEvent])
    /// It is not possible as things stand: the execution as it is.
    case refused(ExecutionRefusal, ExecutionRecord)
    /// It was deleted: as it was.
    case deleted(ExecutionRecord)
    /// There is no such execution.
    case noExecution
}
