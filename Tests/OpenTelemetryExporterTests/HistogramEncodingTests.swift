import COpenTelemetryModel
import Foundation
import Telemetry
import Testing

@testable import OpenTelemetryExporter

@Suite("Encoding of distributions")
struct HistogramEncodingTests {
    private func family(_ histogram: HistogramSnapshot, layout: HistogramLayout? = .durations) -> FamilySnapshot {
        FamilySnapshot(
            name: "x_seconds", help: "", kind: .histogram, series: [SeriesSnapshot(value: .histogram(histogram), createdAt: 20)],
            layout: layout)
    }

    private func exponential(_ decoded: Decoded) throws -> Otlp__ExponentialHistogramDataPoint {
        let metric = try decoded.metric("x_seconds")
        #expect(metric.data_case == OTLP__METRIC__DATA_EXPONENTIAL_HISTOGRAM)
        let histogram = try #require(metric.exponential_histogram?.pointee)
        #expect(histogram.aggregation_temporality == OTLP__AGGREGATION_TEMPORALITY__CUMULATIVE)
        return try #require(all(histogram.data_points, histogram.n_data_points).first)
    }

    private func counts(_ buckets: Otlp__Buckets) -> [UInt64] {
        Array(UnsafeBufferPointer(start: buckets.bucket_counts, count: buckets.n_bucket_counts))
    }

    @Test("buckets go without gaps, one index lower than Prometheus counts them")
    func exponentialBuckets() throws {
        let buckets = [(-2, 3), (-1, 5), (2, 1), (4, 3), (5, 2)].map { HistogramBucket(index: $0, count: UInt64($1)) }
        let decoded = try MetricsEncoder.bare().decoded([family(HistogramSnapshot(schema: 3, zeroCount: 4, sum: 12.5, buckets: buckets))])
        let point = try exponential(decoded)
        #expect(point.scale == 3)
        #expect(point.count == 18)
        #expect(point.known_sum_case == OTLP__EXPONENTIAL_HISTOGRAM_DATA_POINT__KNOWN_SUM_SUM)
        #expect(point.sum == 12.5)
        #expect(point.zero_count == 4)
        #expect(point.zero_threshold == 0x1p-128)
        #expect(point.start_time_unix_nano == 20_000_000_000)
        #expect(point.time_unix_nano == 100_000_000_000)
        let positive = try #require(point.positive?.pointee)
        #expect(positive.offset == -3)
        #expect(counts(positive) == [3, 5, 0, 0, 1, 0, 3, 2])
    }

    @Test("each observation lies within the bounds that OTLP gives its bucket", arguments: [-4, -1, 0, 3, 8])
    func bounds(_ schema: Int) throws {
        for value in [0.001, 0.5, 1, 1.0000001, 2, 3.7, 4, 1_000] {
            let registry = Registry()
            registry.histogram(
                "x_seconds", help: "",
                buckets: HistogramLayout(exponents: -10...10, schema: schema, classic: 0...0, maximumBuckets: 100_000)
            )
            .child().record(value)
            let point = try exponential(MetricsEncoder.bare().decoded(registry.snapshot().families))
            let positive = try #require(point.positive?.pointee)
            #expect(counts(positive) == [1])
            // OTLP: above base^offset, up to base^(offset + 1), with base = 2^(2^-scale).
            let width = exp2(-Double(point.scale))
            #expect(log2(value) > Double(positive.offset) * width - 1e-12)
            #expect(log2(value) <= Double(positive.offset + 1) * width + 1e-12)
        }
    }

    @Test("an empty distribution has a sum of 0 and no buckets")
    func emptyDistribution() throws {
        let point = try exponential(MetricsEncoder.bare().decoded([family(HistogramSnapshot())]))
        #expect(point.count == 0)
        #expect(point.known_sum_case == OTLP__EXPONENTIAL_HISTOGRAM_DATA_POINT__KNOWN_SUM_SUM)
        #expect(point.positive == nil)
    }

    @Test("a distribution that is too wide to go without gaps halves its resolution until it fits")
    func wide() throws {
        let buckets = [HistogramBucket(index: -2_000, count: 1), HistogramBucket(index: 2_001, count: 2)]
        let point = try exponential(MetricsEncoder.bare().decoded([family(HistogramSnapshot(schema: 3, buckets: buckets))]))
        #expect(point.scale == 1)
        let positive = try #require(point.positive?.pointee)
        // −2000 becomes −500, and 2001 becomes 501 (rounded up, since a bucket is named after its upper bound).
        #expect(positive.offset == -501)
        #expect(positive.n_bucket_counts == 1_002)
        #expect(counts(positive).first == 1)
        #expect(counts(positive).last == 2)
        #expect(counts(positive).reduce(0, +) == 3)
        #expect(point.count == 3)
    }

    @Test("classic buckets count the observations between each two bounds, and what is above the last")
    func classicBuckets() throws {
        let registry = Registry()
        let layout = HistogramLayout(exponents: -4...4, classic: [0, 1, 2])
        let histogram = registry.histogram("x_seconds", help: "", buckets: layout).child()
        for value in [0, 0.5, 1, 1.5, 2, 3, 5, 9] { histogram.record(value) }
        let decoded = try MetricsEncoder.bare(.explicitBuckets).decoded(registry.snapshot().families)
        let metric = try decoded.metric("x_seconds")
        #expect(metric.data_case == OTLP__METRIC__DATA_HISTOGRAM)
        let message = try #require(metric.histogram?.pointee)
        #expect(message.aggregation_temporality == OTLP__AGGREGATION_TEMPORALITY__CUMULATIVE)
        let point = try #require(all(message.data_points, message.n_data_points).first)
        #expect(Array(UnsafeBufferPointer(start: point.explicit_bounds, count: point.n_explicit_bounds)) == [1, 2, 4])
        #expect(Array(UnsafeBufferPointer(start: point.bucket_counts, count: point.n_bucket_counts)) == [3, 2, 1, 2])
        #expect(point.count == 8)
        #expect(point.sum == 22)
        #expect(point.known_sum_case == OTLP__HISTOGRAM_DATA_POINT__KNOWN_SUM_SUM)
    }

    @Test("exemplars of distributions and counters go with their labels, value and time", arguments: HistogramAggregation.allCases)
    func exemplars(_ aggregation: HistogramAggregation) throws {
        func exemplar(_ id: String, _ value: Double) -> Exemplar {
            Exemplar(labels: LabelSet(names: ["message_id"], values: [id]), value: value, unixSeconds: 60.5)
        }
        let histogram = HistogramSnapshot(
            zeroCount: 1, sum: 1, buckets: [HistogramBucket(index: 0, count: 1)],
            exemplars: [
                HistogramExemplar(bucketIndex: HistogramExemplar.zeroBucket, exemplar: exemplar("m0", 0)),
                HistogramExemplar(bucketIndex: 0, exemplar: exemplar("m1", 1)),
            ])
        let counter = FamilySnapshot(
            name: "x_total", help: "", kind: .counter, series: [SeriesSnapshot(value: .number(1), exemplar: exemplar("m2", 3))])
        let decoded = try MetricsEncoder.bare(aggregation).decoded([family(histogram), counter])
        let metric = try decoded.metric("x_seconds")
        let found: [Otlp__Exemplar]
        switch aggregation {
        case .exponential:
            let point = try exponential(decoded)
            found = all(point.exemplars, point.n_exemplars)
        case .explicitBuckets:
            let message = try #require(metric.histogram?.pointee)
            let point = try #require(all(message.data_points, message.n_data_points).first)
            found = all(point.exemplars, point.n_exemplars)
        }
        #expect(found.map { texts($0.filtered_attributes, $0.n_filtered_attributes) } == [["message_id=m0"], ["message_id=m1"]])
        #expect(found.map(\.as_double) == [0, 1])
        #expect(found.map(\.time_unix_nano) == [60_500_000_000, 60_500_000_000])
        let sum = try #require(decoded.metric("x_total").sum?.pointee)
        let point = try #require(all(sum.data_points, sum.n_data_points).first)
        #expect(
            all(point.exemplars, point.n_exemplars).map { texts($0.filtered_attributes, $0.n_filtered_attributes) } == [["message_id=m2"]])
    }
}
