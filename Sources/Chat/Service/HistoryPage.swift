import Wire

/// A page of past messages, ascending by `seq`.
public struct HistoryPage: Sendable {
    /// The messages, at most 100 and 256 KiB of JSON; one at least, if there is one.
    public var messages: [Message]
    /// Whether more lie beyond the page, in the direction that was asked.
    public var hasMore: Bool

    /// Makes a page.
    public init(messages: [Message], hasMore: Bool) {
        self.messages = messages
        self.hasMore = hasMore
    }
}
