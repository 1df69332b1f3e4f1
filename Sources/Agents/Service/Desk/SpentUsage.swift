import Wire

/// Tokens and money.
struct SpentUsage: Sendable, Equatable {
    var inputTokens = 0
    var outputTokens = 0
    /// US dollars.
    var costUSD = 0.0

    /// So much; nothing unless told otherwise.
    init(inputTokens: Int = 0, outputTokens: Int = 0, costUSD: Double = 0) {
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.costUSD = costUSD
    }

    /// What an execution has spent so far.
    init(_ execution: Execution) {
        inputTokens = execution.inputTokens
        outputTokens = execution.outputTokens
        costUSD = execution.costUSD
    }

    /// What was spent since; never negative, since what was spent stays spent. Both are 0 or more, so nothing overflows.
    static func - (now: SpentUsage, before: SpentUsage) -> SpentUsage {
        var difference = SpentUsage()
        difference.inputTokens = max(0, now.inputTokens - before.inputTokens)
        difference.outputTokens = max(0, now.outputTokens - before.outputTokens)
        difference.costUSD = max(0, now.costUSD - before.costUSD)
        return difference
    }
}
