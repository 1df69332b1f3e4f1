import Wire

/// Tokens and money.
struct SpentUsage: Sendable, Equatable {
    var inputTokens = 0
    var outputTokens = 0
    /// US dollars.
    var costUSD = 0.0

    /// Nothing.
    init() {}

    /// What an execution has spent so far.
    init(_ execution: Execution) {
        inputTokens = execution.inputTokens
        outputTokens = execution.outputTokens
        costUSD = execution.costUSD
    }

    /// What was spent since; never negative, since what was spent stays spent.
    static func - (now: SpentUsage, before: SpentUsage) -> SpentUsage {
        var difference = SpentUsage()
        difference.inputTokens = max(0, now.inputTokens.subtractingReportingOverflow(before.inputTokens).partialValue)
        difference.outputTokens = max(0, now.outputTokens.subtractingReportingOverflow(before.outputTokens).partialValue)
        difference.costUSD = max(0, now.costUSD - before.costUSD)
        return difference
    }
}
