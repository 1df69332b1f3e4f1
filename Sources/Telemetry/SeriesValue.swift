/// What a series shows at one moment.
public enum SeriesValue: Sendable, Hashable {
    /// A counter's, a gauge's or an info's value.
    case number(Double)

    /// A histogram's distribution.
    case histogram(HistogramSnapshot)
}
