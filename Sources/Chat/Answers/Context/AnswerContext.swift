import Essentials
import LanguageModels
import Wire

/// What a model is told of a conversation, cut to its limits from the oldest on.
struct AnswerContext {
    /// What the assistant is; empty tells nothing.
    var systemPrompt: String?
    /// Messages of the conversation, the question among them.
    var messageLimit: Int
    /// Estimated tokens of the conversation.
    var tokenLimit: Int

    /// - Parameters:
    ///   - before: what was said before the question, ascending.
    ///   - since: what was said since; of it only answers count, since they answer what came before.
    ///   - question: what is to be answered; always whole, always last.
    func messages(before: [Message], since: [Message], question: Message) -> [ModelMessage] {
        let earlier = before + since.filter { $0.role == .assistant }
        let told = fitting(earlier.filter { !$0.deleted && !Self.text(of: $0).isEmpty }, before: question) + [question]
        let hasSeveralUsers = Set(told.filter { $0.role == .user }.map { ExactText($0.author.id) }).count > 1
        let turns = told.map { Self.turn(for: $0, isNamed: hasSeveralUsers) }
        guard let systemPrompt, !systemPrompt.isEmpty else { return turns }
        return [ModelMessage(.system, systemPrompt)] + turns
    }

    /// The latest of the messages, as many as fit together with the question.
    private func fitting(_ messages: [Message], before question: Message) -> ArraySlice<Message> {
        var tokens = TokenEstimate.tokens(of: Self.text(of: question))
        var first = messages.endIndex
        while first > messages.startIndex, messages.count - first + 1 < messageLimit {
            tokens += TokenEstimate.tokens(of: Self.text(of: messages[first - 1]))
            guard tokens <= tokenLimit else { break }
            first -= 1
        }
        return messages[first...]
    }

    private static func turn(for message: Message, isNamed: Bool) -> ModelMessage {
        switch message.role {
        case .user: ModelMessage(.user, text(of: message), name: isNamed ? message.author.name : nil)
        case .assistant: ModelMessage(.assistant, text(of: message))
        case .system: ModelMessage(.system, text(of: message))
        }
    }

    /// The content, with the names of the files that it carries: the model cannot read them, but learns that they are there.
    private static func text(of message: Message) -> String {
        guard !message.attachments.isEmpty else { return message.content }
        let files = message.attachments.map { "[file: \($0.fileName), \($0.contentType), \($0.size) bytes]" }
        return ([message.content] + files).filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
