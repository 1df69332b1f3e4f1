import COpenTelemetryModel
import CProtobufC
import Telemetry

extension Arena {
    /// A point of a counter or gauge; nil for a distribution.
    ///
    /// - Parameter start: when it began to count, in nanoseconds since 1970; 0 for a gauge.
    func numberPoint(
        _ series: SeriesSnapshot, keys: [ProtobufCBinaryData], time: SnapshotTime, start: UInt64
    ) -> UnsafeMutablePointer<Otlp__NumberDataPoint>? {
        guard case .number(let number) = series.value else { return nil }
        let attributes = attributes(series.labels, keys: keys)
        let exemplars = exemplars(series.exemplar)
        let point = message(otlp__number_data_point__init)
        point.pointee.n_attributes = attributes.count
        point.pointee.attributes = attributes.first
        point.pointee.start_time_unix_nano = start
        point.pointee.time_unix_nano = time.now
        point.pointee.value_case = OTLP__NUMBER_DATA_POINT__VALUE_AS_DOUBLE
        point.pointee.as_double = number
        point.pointee.n_exemplars = exemplars.count
        point.pointee.exemplars = exemplars.first
        return point
    }

    /// A distribution in its own buckets; nil for a number.
    func exponentialPoint(
        _ series: SeriesSnapshot, keys: [ProtobufCBinaryData], time: SnapshotTime
    ) -> UnsafeMutablePointer<Otlp__ExponentialHistogramDataPoint>? {
        guard case .histogram(let histogram) = series.value else { return nil }
        let dense = DenseBuckets(histogram)
        let attributes = attributes(series.labels, keys: keys)
        let exemplars = exemplars(histogram.exemplars)
        let point = message(otlp__exponential_histogram_data_point__init)
        point.pointee.n_attributes = attributes.count
        point.pointee.attributes = attributes.first
        point.pointee.start_time_unix_nano = time.start(series.createdAt)
        point.pointee.time_unix_nano = time.now
        point.pointee.count = histogram.count
        point.pointee.known_sum_case = OTLP__EXPONENTIAL_HISTOGRAM_DATA_POINT__KNOWN_SUM_SUM
        point.pointee.sum = histogram.sum
        point.pointee.scale = dense.scale
        point.pointee.zero_count = histogram.zeroCount
        point.pointee.zero_threshold = histogram.zeroThreshold
        point.pointee.positive = buckets(dense)
        point.pointee.n_exemplars = exemplars.count
        point.pointee.exemplars = exemplars.first
        return point
    }

    /// A distribution in the classic buckets of its family; nil for a number.
    func explicitPoint(
        _ series: SeriesSnapshot, keys: [ProtobufCBinaryData], time: SnapshotTime, bounds: UnsafeMutableBufferPointer<Double>
    ) -> UnsafeMutablePointer<Otlp__HistogramDataPoint>? {
        guard case .histogram(let histogram) = series.value else { return nil }
        let attributes = attributes(series.labels, keys: keys)
        let exemplars = exemplars(histogram.exemplars)
        let point = message(otlp__histogram_data_point__init)
        point.pointee.n_attributes = attributes.count
        point.pointee.attributes = attributes.first
        point.pointee.start_time_unix_nano = time.start(series.createdAt)
        point.pointee.time_unix_nano = time.now
        point.pointee.count = histogram.count
        point.pointee.known_sum_case = OTLP__HISTOGRAM_DATA_POINT__KNOWN_SUM_SUM
        point.pointee.sum = histogram.sum
        point.pointee.n_explicit_bounds = bounds.count
        point.pointee.explicit_bounds = bounds.baseAddress
        point.pointee.n_bucket_counts = bounds.count + 1
        point.pointee.bucket_counts = counts(histogram, bounds: Array(bounds))
        point.pointee.n_exemplars = exemplars.count
        point.pointee.exemplars = exemplars.first
        return point
    }

    /// A copy of numbers.
    func doubles(_ numbers: [Double]) -> UnsafeMutableBufferPointer<Double> {
        let copy = UnsafeMutableBufferPointer(start: list(of: Double.self, count: numbers.count), count: numbers.count)
        _ = copy.initialize(from: numbers)
        return copy
    }

    private func buckets(_ dense: DenseBuckets) -> UnsafeMutablePointer<Otlp__Buckets>? {
        guard dense.count > 0 else { return nil }
        let counts = list(of: UInt64.self, count: dense.count)
        dense.fill(UnsafeMutableBufferPointer(start: counts, count: dense.count))
        let buckets = message(otlp__buckets__init)
        buckets.pointee.offset = dense.offset
        buckets.pointee.n_bucket_counts = dense.count
        buckets.pointee.bucket_counts = counts
        return buckets
    }

    /// The observations between each two bounds, from the cumulative counts of the classic buckets.
    private func counts(_ histogram: HistogramSnapshot, bounds: [Double]) -> UnsafeMutablePointer<UInt64> {
        let counts = list(of: UInt64.self, count: bounds.count + 1)
        var before: UInt64 = 0
        for (index, cumulative) in (histogram.classicBuckets(bounds) + [histogram.count]).enumerated() {
            (counts + index).initialize(to: cumulative - before)
            before = cumulative
        }
        return counts
    }
}
