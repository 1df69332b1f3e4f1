import Wire

/// The end of an answer: its message and how it ended, stored together under two consecutive `seq`.
public struct AnswerEnd: Sendable {
    /// How it ended.
    public enum Ending: Sendable {
        /// Well, or stopped; stored as `message_complete`. Its `messageID` is the message's.
        case completed(AnswerCompletion)
        /// Badly; stored as `message_error`. Its `messageID` is the message's.
        case failed(AnswerFailure)
    }

    /// The message, with the role `assistant` and the ``NewMessage/status`` that belongs to the ending.
    public var message: NewMessage
    public var ending: Ending
    /// The frame that stopped it, so that its repetition is recognised: it is acknowledged with the message and the `seq` of the
    /// ending. The answer is stored even when that user had used the client id before. Of several it is the first; the others
    /// are noted by ``StoreOperation/noteStop(_:conversationID:messageID:seq:)``.
    public var stoppedBy: StopRequest?

    /// A `stop` frame with an `id`.
    public struct StopRequest: Sendable, Equatable {
        public var userID: String
        public var clientID: String

        public init(userID: String, clientID: String) {
            self.userID = userID
            self.clientID = clientID
        }
    }

    public init(message: NewMessage, ending: Ending, stoppedBy: StopRequest? = nil) {
        self.message = message
        self.ending = ending
        self.stoppedBy = stoppedBy
    }
}
