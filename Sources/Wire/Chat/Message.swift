/// A stored chat message.
public struct Message: Sendable, Equatable {
    public var id: String
    /// The `seq` of its `new_message` in its conversation.
    public var seq: Int64
    public var conversationID: String
    public var role: MessageRole
    public var author: UserRef
    public var content: String
    /// Unix time, milliseconds.
    public var createdAtMilliseconds: Int64
    public var status: MessageStatus
    /// Unix time of the last edit, milliseconds; nil when there was none.
    public var editedAtMilliseconds: Int64?
    /// Whether it was deleted; its content is then empty.
    public var deleted: Bool
    /// The id of the message that it answers.
    public var replyTo: String?
    /// The author's own id for the frame, so that they know their own message.
    public var clientID: String?
    /// The model that generated it.
    public var model: String?
    /// What generating it took.
    public var usage: TokenUsage?
    /// The files that it carries.
    public var attachments: [Attachment]
    /// In the order in which the emoji came first.
    public var reactions: [ReactionCount]

    /// A message; by default complete, neither edited nor deleted.
    public init(
        id: String, seq: Int64, conversationID: String, role: MessageRole, author: UserRef, content: String,
        createdAtMilliseconds: Int64, status: MessageStatus = .complete, editedAtMilliseconds: Int64? = nil,
        deleted: Bool = false, replyTo: String? = nil, clientID: String? = nil, model: String? = nil,
        usage: TokenUsage? = nil, attachments: [Attachment] = [], reactions: [ReactionCount] = []
    ) {
        self.id = id
        self.seq = seq
        self.conversationID = conversationID
        self.role = role
        self.author = author
        self.content = content
        self.createdAtMilliseconds = createdAtMilliseconds
        self.status = status
        self.editedAtMilliseconds = editedAtMilliseconds
        self.deleted = deleted
        self.replyTo = replyTo
        self.clientID = clientID
        self.model = model
        self.usage = usage
        self.attachments = attachments
        self.reactions = reactions
    }
}
