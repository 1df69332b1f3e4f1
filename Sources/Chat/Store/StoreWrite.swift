/// One write and what to call after its commit.
public struct StoreWrite: Sendable {
    /// What to write.
    public var operation: StoreOperation
    /// Called exactly once; see ``MessageStore/enqueue(_:)``.
    public var completion: @Sendable (Result<StoreOutcome, StoreError>) -> Void

    public init(_ operation: StoreOperation, completion: @escaping @Sendable (Result<StoreOutcome, StoreError>) -> Void) {
        self.operation = operation
        self.completion = completion
    }
}
