import Telemetry

/// `name` or `name{label="value",other!="value"}`.
///
/// Source: <https://prometheus.io/docs/prometheus/latest/querying/basics/#instant-vector-selectors>, of which it is the part
/// without regular expressions.
struct MetricSelector: Sendable, Equatable {
    struct Matcher: Sendable, Equatable {
        var label: String
        var value: String
        /// Whether the label must have this value, or must not.
        var isEqual: Bool
    }

    /// The longest query, in bytes.
    static let limit = 2_000

    var name: String
    var matchers: [Matcher] = []

    /// The labels that it asks for.
    var labelNames: [String] { matchers.map(\.label) }

    /// Reads a query.
    ///
    /// - Throws: ``ToolError`` that says what was expected, and where.
    init(_ text: String) throws(ToolError) {
        guard text.utf8.count <= Self.limit else { throw ToolError("the query is longer than \(Self.limit) bytes") }
        var scanner = SelectorScanner(text)
        name = try scanner.word("a metric's name", allowsColon: true)
        let hasLabels = scanner.take("{")
        while hasLabels, !scanner.take("}") {
            let label = try scanner.word("a label's name", allowsColon: false)
            let isEqual = try scanner.comparison()
            matchers.append(Matcher(label: label, value: try scanner.quoted(), isEqual: isEqual))
            guard scanner.take(",") else {
                guard scanner.take("}") else { throw scanner.expected("\",\" or \"}\"") }
                break
            }
        }
        try scanner.end()
    }

    /// Whether a series has labels like these.
    func matches(_ labels: LabelSet) -> Bool {
        matchers.allSatisfy { matcher in
            guard let position = labels.names.firstIndex(of: matcher.label) else { return false }
            return (labels.values[position] == matcher.value) == matcher.isEqual
        }
    }
}
