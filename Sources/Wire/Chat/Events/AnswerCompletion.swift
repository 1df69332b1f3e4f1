/// `message_complete`: an answer of the assistant has ended well, or was stopped.
public struct AnswerCompletion: Sendable, Equatable {
    public var messageID: String
    /// Why the model ended: `stop`, `length`, `stopped` by a participant, or what else the model says.
    public var finishReason: String
    /// Nil when the model did not say.
    public var usage: TokenUsage?
    /// From the question's commit to the end of the answer.
    public var durationMilliseconds: Int64
    /// From the question's commit to the first chunk; nil when there was none.
    public var timeToFirstChunkMilliseconds: Int64?

    /// A completion.
    public init(
        messageID: String, finishReason: String, usage: TokenUsage?, durationMilliseconds: Int64, timeToFirstChunkMilliseconds: Int64?
    ) {
        self.messageID = messageID
        self.finishReason = finishReason
        self.usage = usage
        self.durationMilliseconds = durationMilliseconds
        self.timeToFirstChunkMilliseconds = timeToFirstChunkMilliseconds
    }
}
