import Wire

/// A page of messages, ascending by `seq`.
public struct MessagePage: Sendable {
    public var messages: [Message]
    /// Whether more lie beyond the page, in the direction that was asked.
    public var hasMore: Bool
    /// The conversation's last `seq` in the same read transaction.
    public var lastSeq: Int64

    public init(messages: [Message], hasMore: Bool, lastSeq: Int64) {
        self.messages = messages
        self.hasMore = hasMore
        self.lastSeq = lastSeq
    }
}
