/// Where a list of executions goes on.
public struct ExecutionCursor: Sendable, Equatable {
    public var createdAtMilliseconds: Int64
    public var id: String

    /// The place after this execution.
    public init(createdAtMilliseconds: Int64, id: String) {
        self.createdAtMilliseconds = createdAtMilliseconds
        self.id = id
    }
}
