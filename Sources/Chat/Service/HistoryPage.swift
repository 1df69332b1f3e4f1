import Wire

/// A page of past messages, ascending by `seq`.
public struct HistoryPage: Sendable {
    /// The messages, at most 100 and about 256 KiB of text.
    public var messages: [Message]
    /// Whether more lie beyond the page, in the direction that was asked.
    public var hasMore: Bool

    /// Makes a page.
    public init(messages: [Message], hasMore: Bool) {
        self.messages = messages
        self.hasMore = hasMore
    }
}
