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
    /// A message of the same conversation, else ``StoreRefusal/noMessage``; a deleted one is fine.
    public var replyTo: String?
    public var status: MessageStatus
    /// The model that generated it.
    public var model: String?
    /// What generating it took.
    public var usage: TokenUsage?
    /// Uploads of the author to the conversation that no message carries yet, else ``StoreRefusal/badAttachment``.
    public var attachments: [String]

    public init(
        id: String, conversationID: String, role: MessageRole, author: UserRef, content: String,
        createdAtMilliseconds: Int64, clientID: String? = nil, replyTo: String? = nil,
        status: MessageStatus = .complete, model: String? = nil, usage: TokenUsage? = nil, attachments: [String] = []
    ) {
        self.id = id
        self.conversationID = conversationID
        self.role = role
        self.author = author
        self.content = content
        self.createdAtMilliseconds = createdAtMilliseconds
        self.clientID = clientID
        self.replyTo = replyTo
        self.status = status
        self.model = model
        self.usage = usage
        self.attachments = attachments
    }
}
