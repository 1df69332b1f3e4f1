import Testing

@testable import Telemetry

@Suite("Distributions")
struct HistogramSnapshotTests {
    private func snapshot(
        schema: Int = 3, zero: UInt64 = 0, sum: Double = 0, _ buckets: KeyValuePairs<Int, UInt64>
    ) -> HistogramSnapshot {
        HistogramSnapshot(
            schema: schema, zeroCount: zero, sum: sum,
            buckets: buckets.map { HistogramBucket(index: $0.key, count: $0.value) })
    }

    @Test("a distribution without observations has neither quantiles nor a mean")
    func empty() {
        #expect(HistogramSnapshot().quantile(0.5) == nil)
        #expect(HistogramSnapshot().mean == nil)
        #expect(snapshot([0: 1]).quantile(1.5) == nil)
        #expect(snapshot([0: 1]).quantile(-0.1) == nil)
        #expect(snapshot([0: 1]).quantile(.nan) == nil)
    }

    @Test("quantiles are interpolated exponentially within their bucket")
    func quantiles() throws {
        let one = snapshot(schema: 0, [1: 2, 3: 2])
        #expect(one.quantile(0.5) == 2)
        #expect(one.quantile(1) == 8)
        #expect(try abs(#require(one.quantile(0.25)) - 2.0.squareRoot()) < 1e-12)
        #expect(try abs(#require(one.quantile(0.75)) - 32.0.squareRoot()) < 1e-12)
        #expect(snapshot(schema: 0, zero: 3, [1: 1]).quantile(0.75) == 0)
    }

    @Test("quantiles of many values are within the width of a bucket")
    func accuracy() throws {
        let registry = Registry()
        let histogram = registry.histogram("wait_seconds", help: "Waiting.").child()
        for step in 1...10_000 { histogram.record(Double(step) * 0.000_1) }
        for q in [0.01, 0.5, 0.9, 0.99, 0.999] {
            let quantile = try #require(histogram.distribution.quantile(q))
            #expect(abs(quantile / q - 1) < 0.01)
        }
        #expect(try abs(#require(histogram.distribution.mean) - 0.50005) < 1e-9)
    }

    @Test("the sum of two has the observations of both, at the coarser resolution")
    func addition() {
        #expect(
            snapshot(zero: 1, sum: 2, [-8: 1, 0: 2]) + snapshot(zero: 2, sum: 3, [0: 5, 4: 1])
                == snapshot(zero: 3, sum: 5, [-8: 1, 0: 7, 4: 1]))
        #expect(
            snapshot(schema: 3, sum: 1, [-8: 1, -7: 2, 0: 4, 1: 8]) + snapshot(schema: 0, sum: 1, [0: 1])
                == snapshot(schema: 0, sum: 2, [-1: 1, 0: 7, 1: 8]))
    }

    @Test("the difference has what came since, and everything after a restart")
    func difference() {
        let earlier = snapshot(zero: 1, sum: 2, [-8: 1, 0: 2])
        let later = snapshot(zero: 1, sum: 7, [-8: 1, 0: 5, 3: 2])
        #expect(later - earlier == snapshot(sum: 5, [0: 3, 3: 2]))
        #expect(earlier - later == earlier)
        #expect(later - later == snapshot([:]))
    }

    @Test("classic buckets are cumulative and contain their upper bound")
    func classic() {
        let one = snapshot(zero: 1, [-8: 2, -7: 4, 0: 8, 1: 16, 99: 32])
        #expect(one.classicBuckets([0.25, 0.5, 1, 2]) == [1, 3, 15, 31])
        #expect(one.count == 63)
        #expect(one.classicBuckets([]) == [])
    }

    @Test("at a bound inside a bucket its observations are left to the next one")
    func unevenBound() {
        #expect(snapshot([1: 3]).classicBuckets([1.05, 1.1]) == [0, 3])
    }
}
