import Wire

/// An execution that is not over, as far as who runs it has to know: without its texts.
public struct OpenExecution: Sendable, Equatable {
    public var id: String
    public var agent: String
    /// The owner.
    public var userID: String
    /// Pending or running.
    public var status: ExecutionStatus
    public var attempt: Int
    /// nil when it is pending or the built-in runner had it.
    public var lease: ExecutionLease?
    /// When it was made, Unix milliseconds: since when it waits, unless it was begun before.
    public var createdAtMilliseconds: Int64

    /// One of them.
    public init(
        id: String, agent: String, userID: String, status: ExecutionStatus, attempt: Int, lease: ExecutionLease?,
        createdAtMilliseconds: Int64
    ) {
        self.id = id
        self.agent = agent
        self.userID = userID
        self.status = status
        self.attempt = attempt
        self.lease = lease
        self.createdAtMilliseconds = createdAtMilliseconds
    }
}
