/// What an answer took: `usage` of a message and of `message_complete`.
public struct TokenUsage: Sendable, Equatable {
    /// Tokens that the model read.
    public var inputTokens: Int
    /// Tokens that the model wrote.
    public var outputTokens: Int
    /// US dollars; nil when the model's price is not known.
    public var costUSD: Double?

    /// What an answer took.
    public init(inputTokens: Int, outputTokens: Int, costUSD: Double? = nil) {
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.costUSD = costUSD
    }

    /// Writes `{input_tokens, output_tokens, cost_usd?}`.
    public func encode(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("input_tokens", inputTokens)
        writer.member("output_tokens", outputTokens)
        writer.member("cost_usd", costUSD)
        writer.endObject()
    }
}
