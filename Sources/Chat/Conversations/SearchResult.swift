import Wire

/// A page of what a search found.
public struct SearchResult: Sendable {
    /// The messages, the latest first.
    public var messages: [Message]
    /// Where the search goes on; opaque to clients, safe in a URL. Nil at the end.
    public var nextCursor: String?
    /// Whether everything that was acknowledged before the search was looked at.
    public var isComplete: Bool

    /// Makes a page.
    public init(messages: [Message], nextCursor: String?, isComplete: Bool) {
        self.messages = messages
        self.nextCursor = nextCursor
        self.isComplete = isComplete
    }
}
