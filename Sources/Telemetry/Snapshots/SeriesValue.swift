/// What a series shows at one moment.
public enum SeriesValue: Sendable, Hashable {
    /// The value of a counter, a gauge, an info or one state of a state set.
    case number(Double)

    /// A histogram's distribution.
    case histogram(HistogramSnapshot)

    /// Changes the distribution in place, starting from an empty one where there was a number.
    ///
    /// The payload is taken out first: while the enumeration holds it too, changing it would copy its arrays.
    mutating func withHistogram(schema: Int, _ change: (inout HistogramSnapshot) -> Void) {
        guard case .histogram(var histogram) = self else {
            var fresh = HistogramSnapshot(schema: schema)
            change(&fresh)
            self = .histogram(fresh)
            return
        }
        self = .number(0)
        change(&histogram)
        self = .histogram(histogram)
    }
}
