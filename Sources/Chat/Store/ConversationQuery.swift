/// Which conversations are listed, latest activity first.
public struct ConversationQuery: Sendable, Equatable {
    /// Those that this user takes part in; nil means all, for administrators.
    public var userID: String?
    /// The user whose unread messages are counted; nil counts none.
    public var unreadFor: String?
    /// Archived ones, else the others.
    public var isArchived: Bool
    /// Goes on after this one.
    public var before: ConversationCursor?
    public var limit: Int

    public init(userID: String?, unreadFor: String? = nil, isArchived: Bool = false, before: ConversationCursor? = nil, limit: Int) {
        self.userID = userID
        self.unreadFor = unreadFor
        self.isArchived = isArchived
        self.before = before
        self.limit = limit
    }
}
