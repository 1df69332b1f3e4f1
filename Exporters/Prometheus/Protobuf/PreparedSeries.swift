import Telemetry

/// What never changes about a series, and where its encoding is among those of its family.
struct PreparedSeries {
    /// Held, so that no other object can come to have its identity.
    let labels: LabelSet
    let createdAt: Double?

    /// Where the label pairs begin.
    let start: Int
    /// Where the label pairs end and the moment of creation begins.
    let labelEnd: Int
    /// Where that ends.
    let end: Int

    @inline(__always)
    func isPrepared(for series: borrowing SeriesSnapshot) -> Bool {
        labels === series.labels && createdAt == series.createdAt
    }
}
