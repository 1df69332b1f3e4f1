/// How to reach a model behind an endpoint that speaks OpenAI's chat completions.
///
/// ```swift
/// var configuration = try OpenAIConfiguration(baseURL: "https://api.openai.com/v1", key: "sk-…", model: "gpt-4o-mini")
/// configuration.prices = try ModelPrices.parse("gpt-4o-mini=0.15/0.60")
/// ```
public struct OpenAIConfiguration: Sendable {
    /// Where requests go.
    public let endpoint: OpenAIEndpoint

    /// Nil for a server that wants none.
    public let key: ModelKey?

    /// The model that answers when a request names none.
    public let model: String

    /// The value of `gen_ai_provider_name`: at first one from a closed set, which follows from the host.
    public var provider: String

    /// 0 to 2, for requests that set none; nil, the default, leaves it to the provider.
    public var temperature: Double?

    /// Tokens of an answer, 1 to 10,000,000, for requests that set none; nil, the default, leaves it to the provider.
    public var maximumTokens: Int?

    /// For a connection with TLS, or for one of the pool to be free; 1 ms to 1 hour, 10 s by default.
    public var connectTimeout: Duration = .seconds(10)

    /// From a request to the first text of its answer; 1 ms to 1 hour, 60 s by default. Pieces without text – a role, reasoning –
    /// show that the model works: then the answer is given up only when the silence has been too long as well.
    public var firstDeltaTimeout: Duration = .seconds(60)

    /// From one piece of an answer to the next; 1 ms to 1 hour, 30 s by default. Comments of the stream, with which servers keep
    /// connections open, are no pieces.
    public var silenceTimeout: Duration = .seconds(30)

    /// How often a request is sent again when the provider cannot be reached, has too many requests (429) or fails (5xx), always
    /// before its first text; 0 to 10, 2 by default.
    public var retries = 2

    /// The wait before the first retry, doubled before each further one and shortened by chance to between half and all of it;
    /// 500 ms by default.
    public var firstWait: Duration = .milliseconds(500)

    /// The longest wait before a retry, also where `Retry-After` asks for more; 20 s by default.
    public var longestWait: Duration = .seconds(20)

    /// Bytes of one answer as it comes; 32 MiB by default.
    public var responseLimit = 32 << 20

    /// Bytes of one line and of one event of the stream; 1 MiB by default.
    public var eventLimit = 1 << 20

    /// Whether HTTP/2 is spoken where the provider offers it, which needs TLS; on by default. The answers of an event loop
    /// then share one connection, and those that are more than it has streams, a hundred with most providers, wait for
    /// ``connectTimeout`` at most: without HTTP/2 each answer has a connection of its own.
    public var usesHTTP2 = true

    /// A file of PEM certificates of authorities to trust instead of the machine's, for a server with a certificate of one's own;
    /// nil by default.
    public var trustedCertificates: String?

    /// Connections of HTTP/1.1 that are open at once on an event loop, each for one answer; further answers wait. 1,024 by default.
    public var connectionLimit = 1_024

    /// Prices by model; a model without one costs nothing that we know of. None by default.
    public var prices: [String: ModelPrices] = [:]

    /// - Parameters:
    ///   - baseURL: see ``OpenAIEndpoint/init(base:)``.
    ///   - key: the bearer token; nil or empty for none.
    ///   - model: 1 to 256 bytes.
    /// - Throws: ``OpenAIConfigurationError``.
    public init(baseURL: String, key: String?, model: String) throws(OpenAIConfigurationError) {
        endpoint = try OpenAIEndpoint(base: baseURL)
        provider = endpoint.provider
        provider = endpoint.provider
        if let key, !key.isEmpty { self.key = try ModelKey(key) } else { self.key = nil }
        guard (1...256).contains(model.utf8.count), model.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw OpenAIConfigurationError(.model)
        }
        self.model = model
    }

    /// Checks what was set since.
    ///
    /// - Throws: ``OpenAIConfigurationError`` for a value out of the range that its documentation says.
    func validate() throws(OpenAIConfigurationError) {
        if let temperature, !(0...2).contains(temperature) { throw OpenAIConfigurationError(.temperature) }
        if let maximumTokens, !(1...10_000_000).contains(maximumTokens) { throw OpenAIConfigurationError(.maximumTokens) }
        for (name, timeout) in [("connect", connectTimeout), ("first delta", firstDeltaTimeout), ("silence", silenceTimeout)] {
            guard (.milliseconds(1)...Duration.seconds(3_600)).contains(timeout) else { throw OpenAIConfigurationError(.timeout(name)) }
        }
        guard (0...10).contains(retries) else { throw OpenAIConfigurationError(.retries) }
    }

    /// The cost of an answer in US dollars; nil when neither the model asked for nor the one that answered has a price.
    func cost(requested: String, answered: String, inputTokens: Int, outputTokens: Int) -> Double? {
        (prices[requested] ?? prices[answered])?.cost(inputTokens: inputTokens, outputTokens: outputTokens)
    }
}
