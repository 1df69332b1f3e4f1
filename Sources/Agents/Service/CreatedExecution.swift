import Wire

/// What asking for an execution came to.
public struct CreatedExecution: Sendable, Equatable {
    /// The execution as it is now.
    public var execution: Execution
    /// Whether it was made just now; false when its owner had used the idempotency key before.
    public var isNew: Bool

    /// An execution that was asked for.
    public init(execution: Execution, isNew: Bool) {
        self.execution = execution
        self.isNew = isNew
    }
}
