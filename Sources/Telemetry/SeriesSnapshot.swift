/// One series of a family at one moment.
public struct SeriesSnapshot: Sendable, Hashable {
    /// The labels, shared by all snapshots of the series.
    public var labels: LabelSet

    public var value: SeriesValue

    public init(labels: LabelSet = .none, value: SeriesValue) {
        self.labels = labels
        self.value = value
    }

    /// The label values, in the order of the family's ``FamilySnapshot/labelNames``.
    public var labelValues: [String] {
        labels.values
    }

    /// The value of a counter, a gauge or an info; nil for a histogram.
    public var number: Double? {
        if case .number(let number) = value { number } else { nil }
    }

    /// The distribution of a histogram; nil for everything else.
    public var distribution: HistogramSnapshot? {
        if case .histogram(let distribution) = value { distribution } else { nil }
    }
}
