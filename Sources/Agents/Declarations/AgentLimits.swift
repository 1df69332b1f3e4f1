/// What one attempt of an execution may take.
public struct AgentLimits: Sendable, Equatable {
    /// How long it may run, milliseconds; 5 minutes by default.
    public var timeMilliseconds: Int
    /// Tokens of all answers together, read and written; nil is no limit.
    public var tokens: Int?
    /// US dollars of all answers together; nil is no limit. An answer whose price is not known counts nothing.
    public var costUSD: Double?
    /// How often the model is asked; 16 by default.
    public var calls: Int

    /// The limits of an attempt.
    public init(timeMilliseconds: Int = 300_000, tokens: Int? = nil, costUSD: Double? = nil, calls: Int = 16) {
        self.timeMilliseconds = timeMilliseconds
        self.tokens = tokens
        self.costUSD = costUSD
        self.calls = calls
    }
}
