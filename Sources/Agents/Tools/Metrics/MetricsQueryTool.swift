import LanguageModels
import Telemetry

/// `metrics_query`: what the server's metrics show now, and its live figures over the last hour; for operators.
public struct MetricsQueryTool: AgentTool {
    /// Series that one answer has at most.
    private static let seriesLimit = 200

    private let registry: Registry
    private let operations: any OperationsSource

    /// - Parameters:
    ///   - registry: whose families are queried.
    ///   - operations: who keeps the history.
    public init(registry: Registry, operations: any OperationsSource) {
        self.registry = registry
        self.operations = operations
    }

    public let definition = ModelTool(
        name: AgentToolName.metricsQuery.rawValue,
        description: """
            Reads this server's own metrics. Give exactly one of: "list" (part of a name: which metrics there are), "query" (their \
            values now, such as telltale_errors_total{endpoint="chat"}, with "sum_by" to add series up by labels; counters count \
            since the start, histograms show count, mean and quantiles), or "history" (a live figure over the last "seconds").
            """,
        parameters: """
            {"type":"object","properties":{\
            "list":{"type":"string","description":"Part of a metric's name; an empty string lists all"},\
            "query":{"type":"string","description":"name or name{label=\\"value\\",other!=\\"value\\"}"},\
            "sum_by":{"type":"array","items":{"type":"string"},"description":"With query: labels to keep; [] adds everything up"},\
            "history":{"type":"string","enum":[\(LiveFigure.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ","))]},\
            "seconds":{"type":"integer","minimum":1,"maximum":3600,"description":"With history: how far back, 300 by default"}},\
            "additionalProperties":false}
            """)

    public func call(_ arguments: String, _ context: ToolContext) async throws(ToolError) -> String {
        try context.requireOperator()
        var arguments = try ToolArguments(arguments)
        let list = try arguments.optionalString("list")
        let query = try arguments.optionalString("query")
        let history = try arguments.optionalString("history")
        guard [list, query, history].count(where: { $0 != nil }) == 1 else {
            throw ToolError("exactly one of \"list\", \"query\" and \"history\" must be given")
        }
        if let query {
            let labels = try arguments.optionalStrings("sum_by")
            try arguments.finish()
            return try read(try MetricSelector(query), sumBy: labels)
        }
        if let history {
            let seconds = try arguments.optionalInteger("seconds", in: 1...3_600) ?? 300
            try arguments.finish()
            return try FigureHistory(operations.history(seconds: seconds)).text(of: history, seconds: seconds)
        }
        try arguments.finish()
        return names(containing: list ?? "")
    }

    private func names(containing part: String) -> String {
        let part = part.lowercased()
        let families = registry.snapshot().families.filter { part.isEmpty || $0.name.contains(part) }
        guard !families.isEmpty else { return "No metric's name contains \"\(part.prefix(80))\"." }
        return families.map { family in
            let labels = family.labelNames.isEmpty ? "" : "{\(family.labelNames.joined(separator: ","))}"
            return "\(family.name)\(labels) \(family.kind.rawValue), \(family.series.count) series: \(family.help)"
        }.joined(separator: "\n")
    }

    private func read(_ selector: MetricSelector, sumBy labels: [String]?) throws(ToolError) -> String {
        guard let family = registry.snapshot().family(selector.name) else {
            throw ToolError("there is no metric \"\(selector.name.prefix(120))\"; use \"list\" to find it")
        }
        if let unknown = (selector.labelNames + (labels ?? [])).first(where: { !family.labelNames.contains($0) }) {
            let known = family.labelNames.isEmpty ? "it has none" : "it has: \(family.labelNames.joined(separator: ", "))"
            throw ToolError("\(family.name) has no label \"\(unknown.prefix(80))\"; \(known)")
        }
        let series = family.series.filter { selector.matches($0.labels) }
        let rows = labels.map { MetricRow.sums(series, by: $0) } ?? series.map { MetricRow($0) }
        guard !rows.isEmpty else { return "\(family.name) has no series with these labels now." }
        let lines = rows.prefix(Self.seriesLimit).map { $0.text(name: family.name) }
        let rest = rows.count - lines.count
        return lines.joined(separator: "\n") + (rest > 0 ? "\n… and \(rest) more; use labels or \"sum_by\"" : "")
    }
}
