/// A message that a search found.
public struct ConversationHit: Sendable, Equatable {
    public var conversationID: String
    /// Who wrote it.
    public var author: String
    public var content: String
    /// Unix time, milliseconds.
    public var createdAtMilliseconds: Int64

    /// A message.
    public init(conversationID: String, author: String, content: String, createdAtMilliseconds: Int64) {
        self.conversationID = conversationID
        self.author = author
        self.content = content
        self.createdAtMilliseconds = createdAtMilliseconds
    }
}
