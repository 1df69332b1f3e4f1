import Testing

@testable import Telemetry

@Suite("Bounded buckets")
struct ResolutionTests {
    private let registry = Registry()

    private func family(maximumBuckets: Int) -> Family<Histogram> {
        registry.histogram(
            "wait_seconds", help: "Waiting.", labels: ["kind"],
            buckets: HistogramLayout(exponents: 0...10, classic: 0...10, maximumBuckets: maximumBuckets))
    }

    /// One value in each of the buckets.
    private func fill(_ histogram: Histogram, _ buckets: Range<Int>) {
        for index in buckets { histogram.record(BoundaryTable.upperBound(index: index, schema: 3)) }
    }

    private var schemas: [Int] {
        registry.snapshot().family("wait_seconds")?.series.compactMap { $0.distribution?.schema } ?? []
    }

    @Test("a series with too many buckets halves the resolution of its whole family, in the same snapshot")
    func halved() throws {
        let family = family(maximumBuckets: 20)
        fill(family.child("a"), 0..<3)
        fill(family.child("b"), 0..<20)
        #expect(schemas == [3, 3])
        fill(family.child("b"), 20..<21)
        let snapshot = registry.snapshot()
        let series = try #require(snapshot.family("wait_seconds")?.series)
        #expect(
            series[0].distribution?.buckets == [HistogramBucket(index: 0, count: 1), HistogramBucket(index: 1, count: 2)])
        #expect(series.compactMap { $0.distribution?.schema } == [2, 2])
        #expect(series[1].distribution?.count == 21)
        #expect(series[1].distribution?.buckets.count == 11)
    }

    @Test("the resolution does not go up again, though the series is removed")
    func sticky() {
        let family = family(maximumBuckets: 20)
        fill(family.child("a"), 0..<1)
        fill(family.child("b"), 1..<80)
        #expect(schemas == [1, 1])
        family.remove("b")
        fill(family.child("c"), 0..<1)
        #expect(schemas == [1, 1])
    }

    @Test("classic buckets stay as they are when the resolution is halved, and none goes back")
    func classic() throws {
        let family = family(maximumBuckets: 12)
        let bounds = HistogramLayout(exponents: 0...10, classic: 0...10).classicBounds
        fill(family.child("a"), 0..<12)
        let before = try #require(registry.snapshot().family("wait_seconds")?.distribution())
        fill(family.child("a"), 12..<81)
        let after = try #require(registry.snapshot().family("wait_seconds")?.distribution())
        #expect(before.schema == 3)
        #expect(after.schema == 0)
        #expect(before.classicBuckets(bounds) == [1, 9, 12, 12, 12, 12, 12, 12, 12, 12, 12])
        #expect(after.classicBuckets(bounds) == [1, 9, 17, 25, 33, 41, 49, 57, 65, 73, 81])
        #expect((after - before).count == 69)
        #expect((after - before).schema == 0)
    }

    @Test("of a range that cannot fit, everything is shown at the coarsest schema")
    func coarsest() {
        let histogram = registry.histogram(
            "wide", help: "Wide.", buckets: HistogramLayout(exponents: -64...64, schema: 0, classic: [], maximumBuckets: 2)
        ).child()
        for exponent in -64...64 { histogram.record(BoundaryTable.upperBound(index: exponent, schema: 0)) }
        #expect(histogram.distribution.schema == -4)
        #expect(histogram.distribution.count == 129)
        #expect(histogram.distribution.buckets.map(\.index) == [-4, -3, -2, -1, 0, 1, 2, 3, 4])
    }
}
