import Wire

/// What a search found.
public struct SearchPage: Sendable {
    /// The messages, the latest first.
    public var messages: [Message]
    /// Where the search goes on; nil at the end.
    public var next: Int64?
    /// Whether everything that was acknowledged before the search was looked at; false while the index is behind a flood.
    public var isComplete: Bool

    public init(messages: [Message], next: Int64?, isComplete: Bool) {
        self.messages = messages
        self.next = next
        self.isComplete = isComplete
    }
}
