import Chat
import LanguageModels
import Logging
import NIOCore
import Telemetry

extension AssistantSettings {
    /// The client of the configured endpoint; nil without one. Nothing is connected yet.
    ///
    /// - Parameter group: where its connections live.
    /// - Throws: ``CommandFailure`` for a setting that it cannot use.
    func openModel(on group: any EventLoopGroup, logger: Logger) throws(CommandFailure) -> OpenAIModel? {
        guard let model else { return nil }
        do {
            return try OpenAIModel(model, eventLoops: group, logger: logger)
        } catch {
            throw CommandFailure(.configuration, "the endpoint of model-url cannot be used: \(error)")
        }
    }

    /// The same as `Chat` takes it, with both models measured.
    ///
    /// - Parameters:
    ///   - endpoint: answers everything but the commands of `operations`; nil leaves everything to `operations`.
    ///   - observer: is told of each answer's end.
    func configuration(
        endpoint: OpenAIModel?, operations: OperationsAssistant, observer: any AnswerObserver, registry: Registry, logger: Logger
    ) -> AssistantConfiguration {
        let operations = MeasuredModel(operations, registry: registry)
        var configuration = AssistantConfiguration(
            model: endpoint.map { CountedAnswers(MeasuredModel($0, registry: registry), registry: registry) } ?? operations,
            operations: operations, mode: mode,
            systemPrompt: systemPrompt, observer: observer, logger: logger)
        configuration.commands = OperationsAssistant.commands
        configuration.contextMessages = contextMessages
        configuration.contextTokens = contextTokens
        configuration.queueLimit = answerQueue
        configuration.roomLimit = answersAtOnce
        return configuration
    }
}
