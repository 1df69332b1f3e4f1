import LanguageModels
import Wire

/// What an attempt has taken of what it may.
struct RunBudget: Sendable {
    private let limits: AgentLimits
    /// How often the model was asked.
    private(set) var calls = 0
    private var tokens = 0
    private var costUSD = 0.0

    init(_ limits: AgentLimits) {
        self.limits = limits
    }

    /// Counts a call that is about to be made, if there is anything left for it.
    mutating func begin() throws(RunStop) {
        guard calls < limits.calls else {
            throw .failed(.tooLarge, "The agent's limit of \(limits.calls) model calls is used up.")
        }
        if let limit = limits.tokens, tokens >= limit { throw usedUp(tokens: limit) }
        if let limit = limits.costUSD, costUSD > 0, costUSD >= limit { throw usedUp(costUSD: limit) }
        calls += 1
    }

    /// Counts what a call took.
    ///
    /// - Returns: what is to be stored of it.
    mutating func add(_ usage: ModelUsage) -> ExecutionCommand {
        let input = min(max(0, usage.inputTokens), ExecutionLimits.tokens)
        let output = min(max(0, usage.outputTokens), ExecutionLimits.tokens)
        let cost = usage.costUSD.map { $0.isFinite ? min(max(0, $0), ExecutionLimits.costUSD) : 0 } ?? 0
        // Bounded by 10,000 calls of two billion tokens.
        tokens += input + output
        costUSD += cost
        return .usage(inputTokens: input, outputTokens: output, costUSD: cost)
    }

    /// - Throws: ``RunStop`` once more was taken than may be.
    func check() throws(RunStop) {
        if let limit = limits.tokens, tokens > limit { throw usedUp(tokens: limit) }
        if let limit = limits.costUSD, costUSD > limit { throw usedUp(costUSD: limit) }
    }

    /// How many tokens the next answer may have.
    func maximumTokens(_ declared: Int?) -> Int? {
        guard let limit = limits.tokens else { return declared }
        let left = max(1, limit - tokens)
        return min(declared ?? left, left)
    }

    private func usedUp(tokens limit: Int) -> RunStop {
        .failed(.tooLarge, "The agent's limit of \(limit) tokens is used up: it took \(tokens).")
    }

    private func usedUp(costUSD limit: Double) -> RunStop {
        let taken = DecimalText.of(costUSD)
        return .failed(.tooLarge, "The agent's limit of \(DecimalText.of(limit)) US dollars is used up: it took \(taken).")
    }
}
