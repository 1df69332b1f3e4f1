/// What a client asks to be said.
public struct ChatMessageDraft: Sendable, Equatable {
    /// Not empty, unless there are attachments.
    public var content: String
    /// The id of the message that it answers.
    public var replyTo: String?
    /// Whether the assistant shall answer; nil leaves it to the conversation.
    public var respond: Bool?
    /// The ids of the author's uploads to the room that it carries, each once, at most ``maximumAttachments``.
    public var attachments: [String]

    /// How many files a message carries at most.
    public static let maximumAttachments = 10

    /// A draft.
    public init(content: String, replyTo: String? = nil, respond: Bool? = nil, attachments: [String] = []) {
        self.content = content
        self.replyTo = replyTo
        self.respond = respond
        self.attachments = attachments
    }
}
