/// One write and what to call after its commit.
public struct ExecutionWrite: Sendable {
    /// What to write.
    public var operation: ExecutionOperation
    /// Called exactly once; see ``ExecutionStore/enqueue(_:)``.
    public var completion: @Sendable (Result<ExecutionOutcome, ExecutionStoreError>) -> Void

    /// A write.
    public init(
        _ operation: ExecutionOperation, completion: @escaping @Sendable (Result<ExecutionOutcome, ExecutionStoreError>) -> Void
    ) {
        self.operation = operation
        self.completion = completion
    }
}
