/// `message_error`: an answer of the assistant has failed; what came of it is kept as `incomplete`.
public struct AnswerFailure: Sendable, Equatable {
    public var messageID: String
    /// `model_error`, `timeout`, `interrupted`, `overloaded`, `store_unavailable` or `internal`.
    public var code: ErrorCode
    /// What clients are told.
    public var message: String

    /// A failure.
    public init(messageID: String, code: ErrorCode, message: String) {
        self.messageID = messageID
        self.code = code
        self.message = message
    }
}
