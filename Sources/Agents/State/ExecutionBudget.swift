import Wire

/// What an execution may spend, all its attempts together.
public struct ExecutionBudget: Sendable, Equatable {
    /// Tokens, read and written; nil is no limit.
    public var tokens: Int?
    /// US dollars; nil is no limit.
    public var costUSD: Double?

    /// What an agent's limits allow.
    public init(_ limits: AgentLimits) {
        tokens = limits.tokens
        costUSD = limits.costUSD
    }

    /// Why an execution that took so much fails; nil when it was no more than allowed.
    func excess(tokens taken: Int, costUSD cost: Double) -> ExecutionFailure? {
        if let tokens, taken > tokens { return Self.usedUp(tokens: tokens, taken: taken) }
        if let costUSD, cost > costUSD { return Self.usedUp(costUSD: costUSD, taken: cost) }
        return nil
    }

    /// As ``excess(tokens:costUSD:)``, before something more is spent: what is used up exactly is too much then.
    func exhaustion(tokens taken: Int, costUSD cost: Double) -> ExecutionFailure? {
        if let tokens, taken >= tokens { return Self.usedUp(tokens: tokens, taken: taken) }
        if let costUSD, cost > 0, cost >= costUSD { return Self.usedUp(costUSD: costUSD, taken: cost) }
        return nil
    }

    private static func usedUp(tokens limit: Int, taken: Int) -> ExecutionFailure {
        ExecutionFailure(code: .tooLarge, message: "The agent's limit of \(limit) tokens is used up: it took \(taken).")
    }

    private static func usedUp(costUSD limit: Double, taken: Double) -> ExecutionFailure {
        let (limit, taken) = (DecimalText.of(limit), DecimalText.of(taken))
        return ExecutionFailure(code: .tooLarge, message: "The agent's limit of \(limit) US dollars is used up: it took \(taken).")
    }
}
