import AsyncHTTPClient
import HTTPClients
import Logging
import NIOCore
import NIOHTTP1

/// A model behind an endpoint that speaks OpenAI's chat completions, which most servers of models do.
///
/// Answers are streamed over connections that are kept and shared, HTTP/1.1 or HTTP/2. Redirects are not followed: the key is
/// meant for nobody else. Call ``close()`` before letting go of it.
///
/// - SeeAlso: <https://platform.openai.com/docs/api-reference/chat/create>
public final class OpenAIModel: LanguageModel {
    private let configuration: OpenAIConfiguration
    private let connections: ModelConnections
    private let redaction: Redaction
    private let logger: Logger
    private let clock: ClientClock

    public var provider: String { configuration.provider }
    public var name: String { configuration.model }

    /// - Parameters:
    ///   - configuration: where, which, how long.
    ///   - eventLoops: where the connections live; AsyncHTTPClient's own by default.
    ///   - logger: for retries.
    ///   - clock: the machine's by default.
    /// - Throws: ``OpenAIConfigurationError`` for a setting that is out of range, or a file that cannot be used.
    public init(
        _ configuration: OpenAIConfiguration, eventLoops: any EventLoopGroup = HTTPClient.defaultEventLoopGroup, logger: Logger,
        clock: ClientClock = .system
    ) throws(OpenAIConfigurationError) {
        try configuration.validate()
        self.configuration = configuration
        self.logger = logger
        self.clock = clock
        redaction = Redaction(configuration.key)
        connections = ModelConnections(eventLoops, try HTTPClient.Configuration(configuration))
    }

    /// Gives the connections back. Answers that are on their way fail, and so do later requests.
    public func close() async {
        await connections.close()
    }

    public func generate(
        _ request: ModelRequest, receive: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelCompletion {
        let attempt = Attempt(
            connections: connections, request: try message(request), configuration: configuration, redaction: redaction, clock: clock)
        var plan = RetryPlan(configuration)
        while true {
            do throws(AttemptFailure) {
                return priced(try await attempt.run(receive), for: request)
            } catch {
                if Task.isCancelled { throw priced(ModelError(.cancelled, Self.cancelled.message, usage: error.error.usage), for: request) }
                guard error.isTransient, let wait = plan.nextWait(retryAfter: error.retryAfter, jitter: clock.random()) else {
                    throw priced(error.error, for: request)
                }
                try await pause(wait, after: error.error)
            }
        }
    }

    private static let cancelled = ModelError(.cancelled, "the answer was cancelled")

    private func pause(_ nanoseconds: Int64, after error: ModelError) async throws(ModelError) {
        logger.notice(
            "The model's provider is asked again",
            metadata: [
                "endpoint": .string(configuration.endpoint.description), "error": .string(error.code.rawValue),
                "detail": .string(error.detail ?? error.message), "wait_ms": .stringConvertible(nanoseconds / 1_000_000),
            ])
        do {
            try await clock.sleep(clock.now() + nanoseconds)
        } catch {
            throw Self.cancelled
        }
    }

    private func message(_ request: ModelRequest) throws(ModelError) -> HTTPClient.Request {
        var headers: HTTPHeaders = [
            "content-type": "application/json", "accept": "text/event-stream", "user-agent": "telltale",
        ]
        if let key = configuration.key { headers.add(name: "authorization", value: "Bearer \(key.text)") }
        let body = HTTPClient.Body.bytes(try ChatRequestBody(configuration: configuration).encode(request))
        do {
            return try HTTPClient.Request(url: configuration.endpoint.url, method: .POST, headers: headers, body: body)
        } catch {
            throw ModelError(.unreachable, "the model's provider cannot be reached", detail: redaction.line(String(describing: error)))
        }
    }

    /// What the answer would have been charged for under the name that was asked for: the provider's own came with no answer.
    private func priced(_ error: ModelError, for request: ModelRequest) -> ModelError {
        var error = error
        error.usage = error.usage.map { priced($0, for: request, answered: "") }
        return error
    }

    private func priced(_ completion: ModelCompletion, for request: ModelRequest) -> ModelCompletion {
        var completion = completion
        let requested = request.model ?? configuration.model
        if completion.model.isEmpty { completion.model = requested }
        completion.usage = completion.usage.map { priced($0, for: request, answered: completion.model) }
        return completion
    }

    private func priced(_ usage: ModelUsage, for request: ModelRequest, answered: String) -> ModelUsage {
        var usage = usage
        usage.costUSD = configuration.cost(
            requested: request.model ?? configuration.model, answered: answered, inputTokens: usage.inputTokens,
            outputTokens: usage.outputTokens)
        return usage
    }
}
