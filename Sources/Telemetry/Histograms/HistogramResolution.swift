import Synchronization

/// The resolution that the histograms of one family are shown at: it only ever gets coarser.
///
/// Recording always uses the layout's own cells. When a series has more buckets in use than
/// ``HistogramLayout/maximumBuckets``, the whole family is shown at half the resolution from then on: each bucket is then
/// two of before. PromQL reads a lower schema as the same histogram, merging the earlier samples' buckets, but a higher one
/// as a restart; so the resolution never goes up again, not even when series are removed.
///
/// - SeeAlso: <https://prometheus.io/docs/specs/native_histograms/#schema>
final class HistogramResolution: Sendable {
    private let lowest: Int
    private let current: Atomic<Int>

    init(_ layout: HistogramLayout) {
        lowest = layout.lowestSchema
        current = Atomic(layout.schema)
    }

    var schema: Int {
        current.load(ordering: .relaxed)
    }

    /// Halves what was `schema`, unless somebody has done so meanwhile.
    ///
    /// - Returns: whether the resolution is coarser now.
    func halve(_ schema: Int) -> Bool {
        guard schema > lowest else { return false }
        _ = current.compareExchange(expected: schema, desired: schema - 1, ordering: .relaxed)
        return true
    }
}
