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

    /// Where the number is in the series' whole message, and where the message ends, among those of the family; both 0 for a
    /// histogram, whose message changes its length.
    var number = 0
    var messageEnd = 0

    @inline(__always)
    func isPrepared(for series: borrowing SeriesSnapshot) -> Bool {
        labels === series.labels && createdAt == series.createdAt
    }
}
