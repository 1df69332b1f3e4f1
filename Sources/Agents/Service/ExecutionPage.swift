import Wire

/// A page of executions, the latest made first.
public struct ExecutionPage: Sendable, Equatable {
    public var executions: [Execution]
    /// Where the list goes on; opaque to clients, safe in a URL. nil at the end.
    public var nextCursor: String?

    /// A page.
    public init(executions: [Execution], nextCursor: String?) {
        self.executions = executions
        self.nextCursor = nextCursor
    }
}
