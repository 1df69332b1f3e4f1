import CPrometheusModel
import Telemetry

extension MessageArena {
    /// A histogram with both its views: exponential buckets for who asks for native histograms, classic ones for everybody
    /// else, and exemplars with both.
    ///
    /// A histogram without observations needs no empty span to be taken for a native one: the zero threshold says so.
    func histogram(_ snapshot: HistogramSnapshot, bounds: ClassicBounds) -> UnsafeMutablePointer<Io__Prometheus__Client__Histogram> {
        let message = allocate(Io__Prometheus__Client__Histogram.self)
        io__prometheus__client__histogram__init(message)
        message.pointee.has_sample_count = 1
        message.pointee.sample_count = snapshot.count
        message.pointee.has_sample_sum = 1
        message.pointee.sample_sum = snapshot.sum
        addNativeBuckets(of: snapshot, to: message)
        addClassicBuckets(of: snapshot, bounds: bounds, to: message)
        return message
    }

    private func addNativeBuckets(
        of snapshot: HistogramSnapshot, to message: UnsafeMutablePointer<Io__Prometheus__Client__Histogram>
    ) {
        message.pointee.has_schema = 1
        message.pointee.schema = Int32(truncatingIfNeeded: snapshot.schema)
        message.pointee.has_zero_threshold = 1
        message.pointee.zero_threshold = snapshot.zeroThreshold
        message.pointee.has_zero_count = 1
        message.pointee.zero_count = snapshot.zeroCount
        let buckets = NativeBuckets(snapshot.buckets, in: self)
        message.pointee.n_positive_span = buckets.spanCount
        message.pointee.positive_span = buckets.spans
        message.pointee.n_positive_delta = buckets.deltaCount
        message.pointee.positive_delta = buckets.deltas
    }

    private func addClassicBuckets(
        of snapshot: HistogramSnapshot, bounds: ClassicBounds, to message: UnsafeMutablePointer<Io__Prometheus__Client__Histogram>
    ) {
        let exemplars = allocate(UnsafeMutablePointer<Io__Prometheus__Client__Exemplar>?.self, count: snapshot.exemplars.count)
        let shown = allocate(UnsafeMutablePointer<Io__Prometheus__Client__Exemplar>?.self, count: snapshot.exemplars.count)
        for index in snapshot.exemplars.indices {
            exemplars[index] = exemplar(snapshot.exemplars[index].exemplar)
            guard let exemplar = exemplars[index] else { continue }
            shown[message.pointee.n_exemplars] = exemplar
            message.pointee.n_exemplars += 1
        }
        message.pointee.exemplars = shown
        let count = bounds.bounds.count + 1
        let buckets = allocate(UnsafeMutablePointer<Io__Prometheus__Client__Bucket>?.self, count: count)
        let messages = allocate(Io__Prometheus__Client__Bucket.self, count: count)
        snapshot.forEachClassicBucket(bounds) { bucket in
            let message = messages + bucket.position
            io__prometheus__client__bucket__init(message)
            message.pointee.has_cumulative_count = 1
            message.pointee.cumulative_count = bucket.cumulativeCount
            message.pointee.has_upper_bound = 1
            message.pointee.upper_bound = bucket.position < bounds.bounds.count ? bounds.bounds[bucket.position] : .infinity
            message.pointee.exemplar = bucket.exemplar.flatMap { exemplars[$0] }
            buckets[bucket.position] = message
        }
        message.pointee.n_bucket = count
        message.pointee.bucket = buckets
    }
}
