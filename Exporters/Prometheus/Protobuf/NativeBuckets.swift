import CPrometheusModel
import Telemetry

/// The exponential buckets of a histogram as spans of neighbours and differences of counts.
///
/// Buckets −2→3, −1→5, 2→1, 4→3, 5→2 are the differences 3, 2, −4, 2, −1 and the spans (−2, 2), (2, 1), (1, 2): each a
/// distance from the end of the one before, and a length.
///
/// - SeeAlso: <https://prometheus.io/docs/specs/native_histograms/#buckets>
struct NativeBuckets {
    let spans: UnsafeMutablePointer<UnsafeMutablePointer<Io__Prometheus__Client__BucketSpan>?>
    let spanCount: Int
    let deltas: UnsafeMutablePointer<Int64>
    let deltaCount: Int

    init(_ buckets: [HistogramBucket], in arena: MessageArena) {
        deltaCount = buckets.count
        deltas = arena.allocate(Int64.self, count: buckets.count)
        spans = arena.allocate(UnsafeMutablePointer<Io__Prometheus__Client__BucketSpan>?.self, count: buckets.count)
        var spanCount = 0
        var next = 0
        var before: UInt64 = 0
        var span: UnsafeMutablePointer<Io__Prometheus__Client__BucketSpan>?
        for (position, bucket) in buckets.enumerated() {
            deltas[position] = Int64(bitPattern: bucket.count &- before)
            before = bucket.count
            if let span, bucket.index == next {
                span.pointee.length += 1
            } else {
                let begun = Self.span(offset: bucket.index - next, in: arena)
                spans[spanCount] = begun
                spanCount += 1
                span = begun
            }
            next = bucket.index + 1
        }
        self.spanCount = spanCount
    }

    private static func span(offset: Int, in arena: MessageArena) -> UnsafeMutablePointer<Io__Prometheus__Client__BucketSpan> {
        let span = arena.allocate(Io__Prometheus__Client__BucketSpan.self)
        io__prometheus__client__bucket_span__init(span)
        span.pointee.has_offset = 1
        span.pointee.offset = Int32(truncatingIfNeeded: offset)
        span.pointee.has_length = 1
        span.pointee.length = 1
        return span
    }
}
