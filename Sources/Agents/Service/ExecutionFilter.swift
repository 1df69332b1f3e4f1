import Wire

/// Which executions somebody wants listed; what is nil is not looked at.
public struct ExecutionFilter: Sendable, Equatable {
    public var status: ExecutionStatus?
    public var agent: String?
    public var platform: String?
    public var model: String?
    /// The owner. nil means one's own, for administrators everybody's; only they may name somebody else.
    public var userID: String?
    /// Made at this Unix time in milliseconds or later.
    public var fromMilliseconds: Int64?
    /// Made before this Unix time in milliseconds.
    public var toMilliseconds: Int64?

    /// A filter that lets everything pass unless told otherwise.
    public init(
        status: ExecutionStatus? = nil, agent: String? = nil, platform: String? = nil, model: String? = nil, userID: String? = nil,
        fromMilliseconds: Int64? = nil, toMilliseconds: Int64? = nil
    ) {
        self.status = status
        self.agent = agent
        self.platform = platform
        self.model = model
        self.userID = userID
        self.fromMilliseconds = fromMilliseconds
        self.toMilliseconds = toMilliseconds
    }
}
