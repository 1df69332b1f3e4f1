import Agents
import Chat
import LanguageModels
import Logging
import NIOCore
import Telemetry

extension AgentSettings {
    /// The same as `Agents` takes it.
    var configuration: AgentConfiguration {
        AgentConfiguration(
            queueLimit: queue, executionsPerUser: perUser, concurrency: concurrency, claimLimit: claims, claimsPerUser: claimsPerUser)
    }

    /// What works on executions in this process.
    ///
    /// - Parameters:
    ///   - endpoint: the model that agents ask; nil leaves them without one.
    ///   - group: where connections for `http_fetch` live.
    func runner(
        endpoint: OpenAIModel?, operations: any OperationsSource, chat: ChatService, group: any EventLoopGroup, registry: Registry,
        logger: Logger
    ) -> AgentRunner {
        AgentRunner(
            model: endpoint.map { MeasuredModel($0, registry: registry) },
            tools: [
                CalculatorTool(), MetricsQueryTool(registry: registry, operations: operations), AlertsTool(operations: operations),
                ConversationsSearchTool(conversations: OwnConversations(chat: chat)), HTTPFetchTool(web: WebClient(group: group)),
            ],
            operations: operations, logger: logger)
    }
}
