import Telemetry

/// One line of an answer: a series, or several added up.
struct MetricRow: Sendable {
    private let labels: LabelSet
    private var value: SeriesValue

    init(_ series: SeriesSnapshot) {
        labels = series.labels
        value = series.value
    }

    /// The series added up by the values of some labels, in the order in which those first appeared.
    static func sums(_ series: [SeriesSnapshot], by names: [String]) -> [MetricRow] {
        var rows: [MetricRow] = []
        var positions: [[String]: Int] = [:]
        for one in series {
            let values = names.map { name in one.labels.names.firstIndex(of: name).map { one.labels.values[$0] } ?? "" }
            if let position = positions[values] {
                rows[position].add(one.value)
            } else {
                positions[values] = rows.count
                rows.append(MetricRow(SeriesSnapshot(labels: LabelSet(names: names, values: values), value: one.value)))
            }
        }
        return rows
    }

    /// `name{label="value"} 12`; a histogram as its count, mean and quantiles.
    func text(name: String) -> String {
        let labels = labels.exposition.isEmpty ? "" : "{\(String(decoding: labels.exposition, as: UTF8.self))}"
        switch value {
        case .number(let number): return "\(name)\(labels) \(DecimalText.of(number))"
        case .histogram(let histogram): return "\(name)\(labels) \(Self.text(histogram))"
        }
    }

    private mutating func add(_ other: SeriesValue) {
        switch (value, other) {
        case (.number(let one), .number(let another)): value = .number(one + another)
        case (.histogram(let one), .histogram(let another)): value = .histogram(one + another)
        default: break
        }
    }

    private static func text(_ histogram: HistogramSnapshot) -> String {
        let figures = [
            ("mean", histogram.mean), ("p50", histogram.quantile(0.5)), ("p90", histogram.quantile(0.9)), ("p99", histogram.quantile(0.99)),
        ]
        let shown = figures.compactMap { name, value in value.map { ", \(name) \(DecimalText.rounded($0))" } }.joined()
        return "count \(histogram.count)\(shown)"
    }
}
