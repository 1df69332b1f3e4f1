import Wire

/// Which executions are listed, the latest made first.
public struct ExecutionQuery: Sendable, Equatable {
    /// Those of this owner; nil means all, for administrators.
    public var userID: String?
    public var status: ExecutionStatus?
    public var agent: String?
    public var platform: String?
    public var model: String?
    /// Made at this Unix time in milliseconds or later.
    public var fromMilliseconds: Int64?
    /// Made before this Unix time in milliseconds.
    public var toMilliseconds: Int64?
    /// Goes on after this one.
    public var before: ExecutionCursor?
    public var limit: Int

    /// - Parameter limit: how many are listed at most.
    public init(userID: String?, before: ExecutionCursor? = nil, limit: Int) {
        self.userID = userID
        self.before = before
        self.limit = limit
    }
}
