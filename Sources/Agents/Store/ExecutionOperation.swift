/// The writes that an ``ExecutionStore`` can commit.
public enum ExecutionOperation: Sendable {
    /// Makes an execution, pending, with its first event. With a key that its owner used before nothing is written and it comes to
    /// ``ExecutionOutcome/repeated(_:)``. With a parent that is not there any more it is made all the same.
    case create(ExecutionRecord, idempotencyKey: String?)
    /// Applies a change.
    case change(ExecutionChange)
    /// Deletes an execution that is over, its events and its key with it.
    case delete(executionID: String)
}
