import Telemetry

/// The buckets of a histogram without gaps, as OTLP sends them.
///
/// Our bucket *i* holds the values above base^(i−1) up to base^i; that of OTLP with index *i* those above base^i up to
/// base^(i+1). So what is our bucket *i* is its bucket *i* − 1.
///
/// - SeeAlso: <https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram>
struct DenseBuckets {
    /// Buckets that are sent at most. A wider distribution halves its resolution until it fits, which loses nothing else.
    static let limit = 1_024

    /// The resolution: 2^`scale` buckets a power of two.
    let scale: Int32

    /// The index of the first bucket, as OTLP counts.
    let offset: Int32

    /// The number of buckets from the lowest to the highest that is not empty.
    let count: Int

    private let lowest: Int
    private let buckets: [HistogramBucket]

    init(_ histogram: HistogramSnapshot) {
        var histogram = histogram
        while Self.width(histogram.buckets) > Self.limit { histogram = histogram.reduced(to: histogram.schema - 1) }
        buckets = histogram.buckets
        lowest = buckets.first?.index ?? 0
        count = Self.width(buckets)
        scale = Int32(clamping: histogram.schema)
        offset = Int32(clamping: lowest - 1)
    }

    /// Writes the counts, the empty buckets in between as 0.
    ///
    /// - Parameter counts: ``count`` places, not initialised.
    func fill(_ counts: UnsafeMutableBufferPointer<UInt64>) {
        counts.initialize(repeating: 0)
        for bucket in buckets { counts[bucket.index - lowest] = bucket.count }
    }

    private static func width(_ buckets: [HistogramBucket]) -> Int {
        guard let first = buckets.first, let last = buckets.last else { return 0 }
        return last.index - first.index + 1
    }
}
