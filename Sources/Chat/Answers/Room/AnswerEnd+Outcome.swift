import LanguageModels
import Wire

extension AnswerEnd {
    /// The end of an answer as it is stored: with what came of it, as a reply to the question.
    init(
        _ asked: AskedAnswer, _ outcome: AnswerOutcome, _ text: AnswerText = AnswerText(), conversationID: String, at moment: AnswerMoment
    ) {
        var message = NewMessage(
            id: asked.id, conversationID: conversationID, role: .assistant, author: .assistant, content: text.whole,
            createdAtMilliseconds: moment.unixMilliseconds, replyTo: asked.questionID, model: asked.model)
        var completion = AnswerCompletion(
            messageID: asked.id, finishReason: "stop", usage: nil,
            durationMilliseconds: Self.milliseconds(from: asked.askedAt, to: moment.nanoseconds),
            timeToFirstChunkMilliseconds: text.firstChunkAt.map { Self.milliseconds(from: asked.askedAt, to: $0) })
        switch outcome {
        case .completed(let end):
            message.usage = end.usage.map(TokenUsage.init)
            message.model = end.model.isEmpty ? asked.model : end.model
            completion.finishReason = end.finishReason
            completion.usage = message.usage
        case .full: completion.finishReason = "length"
        case .stopped: completion.finishReason = "stopped"
        case .failed(let code, let reason):
            message.status = .incomplete
            self.init(message: message, ending: .failed(AnswerFailure(messageID: asked.id, code: code, message: reason)))
            return
        }
        self.init(message: message, ending: .completed(completion), stoppedBy: outcome.stopRequest)
    }

    private static func milliseconds(from start: Int64, to end: Int64) -> Int64 {
        max(0, end - start) / 1_000_000
    }
}

extension UserRef {
    /// The author of every answer.
    static let assistant = UserRef(id: "assistant", name: "Assistant")
}

extension TokenUsage {
    init(_ usage: ModelUsage) {
        self.init(inputTokens: usage.inputTokens, outputTokens: usage.outputTokens, costUSD: usage.costUSD)
    }
}

extension AnswerOutcome {
    fileprivate var stopRequest: AnswerEnd.StopRequest? {
        guard case .stopped(let request) = self else { return nil }
        return request
    }
}
