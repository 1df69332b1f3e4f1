/// What an execution may take.
public struct AgentLimits: Sendable, Equatable {
    /// The longest limit of time, milliseconds: a day.
    public static let longestMilliseconds = 86_400_000

    /// How long one attempt may run, milliseconds; 5 minutes by default. nil is no limit, which is the default of workers' agents.
    public var timeMilliseconds: Int?
    /// Tokens of all attempts together, read and written; nil is no limit. Of a worker's agent those that workers report.
    public var tokens: Int?
    /// US dollars of all attempts together; nil is no limit. Of a worker's agent those that workers report.
    public var costUSD: Double?
    /// How often one attempt asks the model; 16 by default. Means nothing for workers' agents.
    public var calls: Int

    /// The limits of an execution.
    public init(timeMilliseconds: Int? = 300_000, tokens: Int? = nil, costUSD: Double? = nil, calls: Int = 16) {
        self.timeMilliseconds = timeMilliseconds
        self.tokens = tokens
        self.costUSD = costUSD
        self.calls = calls
    }

    /// How long the built-in runner may run an attempt, milliseconds.
    var runMilliseconds: Int {
        max(0, min(timeMilliseconds ?? Self.longestMilliseconds, Self.longestMilliseconds))
    }

    /// Those of an agent that says nothing of them.
    public static func usual(_ runner: AgentRunnerKind) -> AgentLimits {
        switch runner {
        case .builtin: AgentLimits()
        case .worker: AgentLimits(timeMilliseconds: nil)
        }
    }
}
