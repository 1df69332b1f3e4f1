/// One series of a family at one moment.
public struct SeriesSnapshot: Sendable, Hashable {
    /// The labels: the same object in all snapshots of the series, and another one when a removed series is made again.
    public var labels: LabelSet

    public var value: SeriesValue

    /// When the series began to count, in seconds since 1970; nil where nobody counts (gauges, infos) or nobody knows
    /// (collectors, functions).
    public var createdAt: Double?

    /// A picked observation of a counter; nil for everything else. Those of a histogram are with its buckets.
    public var exemplar: Exemplar?

    public init(labels: LabelSet = .none, value: SeriesValue, createdAt: Double? = nil, exemplar: Exemplar? = nil) {
        self.labels = labels
        self.value = value
        self.createdAt = createdAt
        self.exemplar = exemplar
    }

    /// The label values, in the order of the family's ``FamilySnapshot/labelNames``.
    public var labelValues: [String] {
        labels.values
    }

    /// The value of everything but a histogram; nil for a histogram.
    public var number: Double? {
        if case .number(let number) = value { number } else { nil }
    }

    /// The distribution of a histogram; nil for everything else.
    public var distribution: HistogramSnapshot? {
        if case .histogram(let distribution) = value { distribution } else { nil }
    }
}
