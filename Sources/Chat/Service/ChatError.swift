import Wire

/// Why `Chat` refused something, in the words of the protocol.
public struct ChatError: Error, Sendable, Equatable {
    /// The protocol's error code.
    public var code: ErrorCode
    /// The code to close a socket with that could not enter for this reason; nil when no handshake ends like this.
    public var closeCode: CloseCode?
    /// What the client is told.
    public var message: String
    /// When it is worth trying again, milliseconds from now; nil when trying again does not help.
    public var retryAfterMilliseconds: Int?
    /// What the log should say in addition and the client must not see.
    public var detail: String?

    /// Makes an error.
    public init(
        code: ErrorCode, closeCode: CloseCode? = nil, message: String, retryAfterMilliseconds: Int? = nil, detail: String? = nil
    ) {
        self.code = code
        self.closeCode = closeCode
        self.message = message
        self.retryAfterMilliseconds = retryAfterMilliseconds
        self.detail = detail
    }

    /// The frame, id or parameter does not say what it must.
    static func malformed(_ message: String) -> ChatError {
        ChatError(code: .badFrame, closeCode: .badRequest, message: message)
    }

    /// The user may not enter or read this conversation.
    static let forbidden = ChatError(code: .forbidden, closeCode: .forbidden, message: "you are not a participant of this conversation")

    /// No such conversation.
    static let notFound = ChatError(code: .notFound, closeCode: .notFound, message: "no such conversation")

    /// The id is taken.
    static let taken = ChatError(code: .conflict, message: "a conversation with this id exists already")

    /// The conversation takes nothing new.
    static let archived = ChatError(code: .conflict, message: "the conversation is archived")

    /// The conversation has no such message.
    static let noMessage = ChatError(code: .notFound, message: "no such message")

    /// The user may read the conversation but not manage it.
    static let notManager = ChatError(
        code: .forbidden, message: "only the creator of the conversation and administrators may do this")

    /// The conversation is full.
    static let full = ChatError(
        code: .conflict, closeCode: .forbidden, message: "the conversation has \(ConversationRecord.participantLimit) participants already")

    /// The store answered with an outcome that does not belong to the operation.
    static func unexpected(_ outcome: StoreOutcome) -> ChatError {
        ChatError(code: .internal, closeCode: .internalError, message: "internal error", detail: "unexpected store outcome: \(outcome)")
    }
}
