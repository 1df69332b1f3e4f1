import Testing

@testable import Telemetry

@Suite("Histogram")
struct HistogramTests {
    private let registry = Registry()

    private func histogram(_ layout: HistogramLayout = .durations) -> Histogram {
        registry.histogram("wait_seconds", help: "Waiting.", buckets: layout).child()
    }

    @Test("values of loops and of other threads are in one distribution")
    func together() {
        let histogram = histogram()
        let local = histogram.on(registry.makeShard())
        local.record(0.25)
        local.record(nanoseconds: 500_000_000)
        histogram.record(0.25)
        histogram.record(nanoseconds: 1_000_000_000)
        #expect(
            histogram.distribution
                == HistogramSnapshot(
                    sum: 2,
                    buckets: [
                        HistogramBucket(index: -16, count: 2), HistogramBucket(index: -8, count: 1),
                        HistogramBucket(index: 0, count: 1),
                    ]))
    }

    @Test("zero and negative values are in the zero bucket, and numbers that are none are ignored")
    func unusual() {
        let histogram = histogram()
        let local = histogram.on(registry.makeShard())
        for value in [0, -3, .nan, .infinity, -.infinity, 1e-300] {
            local.record(value)
            histogram.record(value)
        }
        #expect(histogram.distribution == HistogramSnapshot(zeroCount: 6, sum: 0))
        #expect(histogram.distribution.count == 6)
    }

    @Test("values beyond the range are counted, below every classic bound or above all of them")
    func beyond() {
        let histogram = histogram()
        histogram.record(1e-9)
        histogram.record(86_400)
        let distribution = histogram.distribution
        #expect(distribution.buckets.map(\.index) == [-160, 81])
        #expect(distribution.classicBuckets([0.000_122_070_312_5, 64]) == [1, 1])
        #expect(distribution.count == 2)
    }

    @Test("under load the count of a snapshot is the sum of its buckets, and no bucket goes back")
    func consistent() async {
        let histogram = histogram()
        let shard = registry.makeShard()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                let local = histogram.on(shard)
                for step in 0..<100_000 { local.record(Double(step % 1_000) * 0.001) }
            }
            group.addTask { for step in 0..<100_000 { histogram.record(Double(step % 7)) } }
            group.addTask { [registry] in
                var last = HistogramSnapshot()
                while last.count < 200_000 {
                    let now = registry.snapshot().family("wait_seconds")?.distribution() ?? HistogramSnapshot()
                    #expect(now.count == now.buckets.reduce(now.zeroCount) { $0 + $1.count })
                    #expect((now - last).count == now.count - last.count)
                    #expect(now.sum >= last.sum)
                    guard now.count >= last.count else { return }
                    last = now
                }
            }
        }
        let distribution = histogram.distribution
        #expect(distribution.count == 200_000)
        #expect(distribution.zeroCount == 100 + 14_286)
        #expect(abs(distribution.sum - (49_950 + 299_995)) < 0.01)
    }

    @Test("the layouts have a cell for each of their buckets and classic bounds that are boundaries")
    func layouts() {
        #expect(HistogramLayout.durations.indices == -160...81)
        #expect(HistogramLayout.longDurations.indices == -160...113)
        #expect(HistogramLayout.longDurations.classicBounds.suffix(7) == [64, 128, 256, 512, 1_024, 4_096, 16_384])
        #expect(HistogramLayout.longDurations.classicBounds.starts(with: HistogramLayout.durations.classicBounds))
        for layout in [HistogramLayout.durations, .longDurations, .lifetimes, .sizes, .counts, .ratios] {
            #expect(layout.schema == 3)
            #expect(!layout.classicBounds.isEmpty)
            for bound in layout.classicBounds {
                let cell = BucketIndexer(layout).cell(bound.bitPattern) ?? -1
                let index = cell - BucketIndexer.firstBucket + layout.indices.lowerBound
                #expect(BoundaryTable.upperBound(index: index, schema: 3) == bound)
                #expect(layout.indices.contains(index) && index < layout.indices.upperBound)
            }
        }
    }

    @Test("a range that needs too many cells gets a coarser schema when it is declared")
    func cells() {
        let wide = HistogramLayout(exponents: -60...60, classic: [-61, -3, 0, 3], maximumCells: 100)
        #expect(wide.schema == -1)
        #expect(wide.indices == -30...31)
        #expect(wide.classicBounds == [1])
        let fine = HistogramLayout(exponents: 0...1, schema: 8, classic: 0...1)
        #expect(fine.schema == 8)
        #expect(fine.indices == 0...257)
    }

    @Test("classic bounds are boundaries at the coarsest resolution that a family can get")
    func coarsest() {
        let layout = HistogramLayout(exponents: -64...64, schema: 0, classic: -8...8, maximumBuckets: 33)
        #expect(layout.schema == 0)
        #expect(layout.lowestSchema == -3)
        #expect(layout.classicBounds == [0.003_906_25, 1, 256])
    }

    @Test("a negative number of occurrences counts nothing")
    func negativeCount() {
        let histogram = histogram()
        let local = histogram.on(registry.makeShard())
        local.record(1, count: -3)
        local.record(0, count: -3)
        local.record(1, count: 3)
        #expect(histogram.distribution == HistogramSnapshot(sum: 3, buckets: [HistogramBucket(index: 0, count: 3)]))
    }
}
