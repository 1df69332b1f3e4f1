/// What a client asks to be said.
public struct ChatMessageDraft: Sendable, Equatable {
    /// Not empty.
    public var content: String
    /// The id of the message that it answers.
    public var replyTo: String?
    /// Whether the assistant shall answer; nil leaves it to the conversation.
    public var respond: Bool?

    /// A draft.
    public init(content: String, replyTo: String? = nil, respond: Bool? = nil) {
        self.content = content
        self.replyTo = replyTo
        self.respond = respond
    }
}
