import Wire

/// A message to append.
public struct NewMessage: Sendable {
    public var id: String
    public var conversationID: String
    public var role: MessageRole
    public var author: UserRef
    public var content: String
    /// Unix time, milliseconds.
    public var createdAtMilliseconds: Int64
    /// The author's own id for the frame; unique for ever by (conversation, author, id).
    public var clientID: String?
    public var replyTo: String?

    public init(
        id: String, conversationID: String, role: MessageRole, author: UserRef, content: String,
        createdAtMilliseconds: Int64, clientID: String? = nil, replyTo: String? = nil
    ) {
        self.id = id
        self.conversationID = conversationID
        self.role = role
        self.author = author
        self.content = content
        self.createdAtMilliseconds = createdAtMilliseconds
        self.clientID = clientID
        self.replyTo = replyTo
    }
}
