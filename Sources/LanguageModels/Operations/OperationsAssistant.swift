/// A language model that knows one thing: how the server that it runs in is doing.
///
/// It asks nobody, so it works without a network; the same figures and the same question give the same text. Whoever may not
/// know how the server runs gets `/help`, and for the rest the reason.
public struct OperationsAssistant: LanguageModel {
    public let provider = "telltale"
    public let name = "operations"

    private let source: any OperationsSource

    /// An assistant that speaks of what `source` knows.
    public init(source: any OperationsSource) {
        self.source = source
    }

    /// The first words of messages that are for the operations assistant, whatever model answers the others; in lower case.
    public static let commands = Set(OperationsCommand.allCases.map(\.rawValue))

    /// Answers the last message of a user, a line at a time.
    ///
    /// There are no tokens to count, so the usage is nil.
    ///
    /// - Throws: ``ModelError/Code/cancelled`` when the task was cancelled.
    public func generate(
        _ request: ModelRequest, receive: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelCompletion {
        let text = request.messages.last { $0.role == .user }?.content ?? ""
        let lines = answer(to: OperationsQuestion(text), refusal: request.operationsRefusal)
        for (index, line) in lines.enumerated() {
            guard !Task.isCancelled else { throw ModelError(.cancelled, "The answer was stopped.") }
            receive(index == lines.count - 1 ? line : line + "\n")
            // Lets a long answer be stopped, and others have their turn.
            await Task.yield()
        }
        return ModelCompletion(finishReason: "stop", model: name)
    }

    private func answer(to question: OperationsQuestion, refusal: OperationsRefusal?) -> [String] {
        if question.topic == .help { return OperationsHelp.lines(refusal: refusal) }
        if let refusal { return OperationsHelp.answer(refusal) }
        return OperationsReporter(source: source).answer(to: question)
    }
}
