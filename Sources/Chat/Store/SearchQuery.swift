/// A search for messages by their words, the latest first.
public struct SearchQuery: Sendable, Equatable {
    /// The words that a message must have, each as a whole but the last, which may be the beginning of one. Any text: it is
    /// never read as a query language.
    public var text: String
    /// In this conversation only; nil is all of the user's.
    public var conversationID: String?
    /// In conversations that this user takes part in; nil is all, for administrators.
    public var userID: String?
    /// Goes on after the page that gave this cursor.
    public var before: Int64?
    /// 1 to 100.
    public var limit: Int

    public init(text: String, conversationID: String?, userID: String?, before: Int64? = nil, limit: Int) {
        self.text = text
        self.conversationID = conversationID
        self.userID = userID
        self.before = before
        self.limit = limit
    }
}
