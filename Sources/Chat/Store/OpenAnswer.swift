/// An answer that waits for its turn or is being generated, written down so that a restart can close it.
public struct OpenAnswer: Sendable, Equatable {
    /// The id that the answer's message will have.
    public var messageID: String
    public var conversationID: String
    /// The message that asked for it.
    public var questionID: String
    /// The model that was asked.
    public var model: String
    /// When it was asked for, Unix time, milliseconds.
    public var startedAtMilliseconds: Int64

    public init(messageID: String, conversationID: String, questionID: String, model: String, startedAtMilliseconds: Int64) {
        self.messageID = messageID
        self.conversationID = conversationID
        self.questionID = questionID
        self.model = model
        self.startedAtMilliseconds = startedAtMilliseconds
    }
}
