/// What one answer took.
public struct ModelUsage: Sendable, Equatable {
    /// Tokens that the model read; never negative.
    public var inputTokens: Int
    /// Tokens that the model wrote; never negative.
    public var outputTokens: Int
    /// US dollars; nil when the model's price is not known.
    public var costUSD: Double?

    /// What one answer took.
    public init(inputTokens: Int, outputTokens: Int, costUSD: Double? = nil) {
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.costUSD = costUSD
    }
}
