import LanguageModels
import Wire

/// What an attempt has taken of what it may.
struct RunBudget: Sendable {
    private let limits: AgentLimits
    private let budget: ExecutionBudget
    /// How often the model was asked.
    private(set) var calls = 0
    /// With what earlier attempts took.
    private var tokens: Int
    private var costUSD: Double

    /// - Parameter execution: as it was when the attempt began.
    init(_ limits: AgentLimits, of execution: Execution) {
        self.limits = limits
        budget = ExecutionBudget(limits)
        tokens = execution.totalTokens
        costUSD = execution.costUSD
    }

    /// Counts a call that is about to be made, if there is anything left for it.
    mutating func begin() throws(RunStop) {
        guard calls < limits.calls else {
            throw .failed(.tooLarge, "The agent's limit of \(limits.calls) model calls is used up.")
        }
        if let failure = budget.exhaustion(tokens: tokens, costUSD: costUSD) { throw .failed(failure) }
        calls += 1
    }

    /// Counts what a call took.
    ///
    /// - Returns: what is to be stored of it.
    mutating func add(_ usage: ModelUsage) -> ExecutionCommand {
        let input = min(max(0, usage.inputTokens), ExecutionLimits.tokens)
        let output = min(max(0, usage.outputTokens), ExecutionLimits.tokens)
        let cost = usage.costUSD.map { $0.isFinite ? min(max(0, $0), ExecutionLimits.costUSD) : 0 } ?? 0
        tokens = tokens.addingSaturated(input + output)
        costUSD += cost
        return .usage(inputTokens: input, outputTokens: output, costUSD: cost)
    }

    /// - Throws: ``RunStop`` once more was taken than may be.
    func check() throws(RunStop) {
        if let failure = budget.excess(tokens: tokens, costUSD: costUSD) { throw .failed(failure) }
    }

    /// After an answer of which the provider did not say what it took.
    ///
    /// - Throws: ``RunStop`` when there is a limit that nobody can hold then.
    func checkUnknown() throws(RunStop) {
        guard budget.tokens != nil || budget.costUSD != nil else { return }
        throw .failed(
            .modelError, "The model's provider does not say how many tokens an answer takes, so the agent's limits cannot be held.")
    }

    /// How many tokens the next answer may have.
    func maximumTokens(_ declared: Int?) -> Int? {
        guard let limit = limits.tokens else { return declared }
        let left = max(1, limit - min(tokens, limit))
        return min(declared ?? left, left)
    }
}
