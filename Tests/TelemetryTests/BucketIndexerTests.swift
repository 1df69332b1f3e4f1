import Testing

@testable import Telemetry

@Suite("Finding the bucket")
struct BucketIndexerTests {
    private func layout(_ schema: Int, _ exponents: ClosedRange<Int> = -6...6) -> HistogramLayout {
        HistogramLayout(exponents: exponents, schema: schema, classic: [], maximumCells: 4_000)
    }

    private func index(_ value: Double, _ layout: HistogramLayout) -> Int? {
        BucketIndexer(layout).cell(value.bitPattern).map { $0 - BucketIndexer.firstBucket + layout.indices.lowerBound }
    }

    @Test("every value lies above the lower and at most at the upper bound of its bucket", arguments: -4...8)
    func between(schema: Int) throws {
        let layout = layout(schema)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<5_000 {
            let exponent = Int.random(in: -6...5, using: &generator)
            let value = Double.random(in: 1..<2, using: &generator) * BoundaryTable.upperBound(index: exponent, schema: 0)
            let found = try #require(index(value, layout))
            #expect(value > BoundaryTable.upperBound(index: found - 1, schema: schema))
            #expect(value <= BoundaryTable.upperBound(index: found, schema: schema))
        }
    }

    @Test("each boundary is in the bucket below it, and the next number in the one above", arguments: -4...8)
    func boundaries(schema: Int) {
        let layout = layout(schema)
        for index in layout.indices.dropLast() where BoundaryTable.upperBound(index: index, schema: schema) >= 0x1p-6 {
            let bound = BoundaryTable.upperBound(index: index, schema: schema)
            #expect(self.index(bound, layout) == index)
            #expect(self.index(bound.nextUp, layout) == index + 1)
        }
    }

    @Test("the whole range of ordinary numbers has its boundaries in the right place", arguments: -4...1)
    func everything(schema: Int) {
        let layout = layout(schema, -127...1_000)
        #expect(layout.schema == schema)
        for index in layout.indices.dropFirst().dropLast() {
            let bound = BoundaryTable.upperBound(index: index, schema: schema)
            #expect(self.index(bound, layout) == index)
            #expect(self.index(bound.nextUp, layout) == index + 1)
        }
    }

    @Test("powers of two are boundaries of every schema from 0 on")
    func powersOfTwo() {
        for schema in 0...8 {
            #expect(index(1.0, layout(schema)) == 0)
            #expect(index(8.0, layout(schema)) == 3 << schema)
            #expect(index(0.125, layout(schema)) == -3 << schema)
        }
    }

    @Test("the boundaries of schema 3 are those of the Prometheus client to the last digit but one")
    func published() {
        // Boundaries in 0.5..<1 from client_golang's table for native histograms.
        let expected = [
            0.5, 0.5452538663326288, 0.5946035575013605, 0.6484197773255048, 0.7071067811865475, 0.7711054127039704,
            0.8408964152537144, 0.9170040432046711,
        ]
        for (step, bound) in expected.enumerated() {
            let ours = BoundaryTable.upperBound(index: step - 8, schema: 3)
            #expect(abs(ours - bound) <= bound.ulp)
        }
    }

    @Test("values in no bucket are in the zero bucket, or ignored")
    func unusual() {
        let indexer = BucketIndexer(layout(3))
        for value in [0, -0.0, -1, 0x1p-128, .leastNonzeroMagnitude, -.greatestFiniteMagnitude] {
            #expect(indexer.cell(value.bitPattern) == nil)
            #expect(indexer.outerCell(value) == BucketIndexer.zeroCell)
        }
        for value in [Double.nan, -.nan, .infinity, -.infinity] {
            #expect(indexer.cell(value.bitPattern) == nil)
            #expect(indexer.outerCell(value) == nil)
        }
    }

    @Test("values beyond the range count in the outermost cells", arguments: [-30 ... -20, -1...1, 20...30])
    func clamped(exponents: ClosedRange<Int>) throws {
        let layout = layout(3, exponents)
        let indexer = BucketIndexer(layout)
        let lowest = BoundaryTable.upperBound(index: exponents.lowerBound, schema: 0)
        let highest = BoundaryTable.upperBound(index: exponents.upperBound, schema: 0)
        let last = BucketIndexer.firstBucket + layout.indices.count - 1
        for value in [lowest.nextDown, lowest / 3, 0x1.0000000000001p-128] {
            #expect(indexer.cell(value.bitPattern) == nil)
            #expect(indexer.outerCell(value) == BucketIndexer.firstBucket)
        }
        #expect(indexer.cell(lowest.bitPattern) == BucketIndexer.firstBucket)
        #expect(indexer.cell(highest.bitPattern) == last - 1)
        for value in [highest.nextUp, highest * 1.99] { #expect(indexer.cell(value.bitPattern) == last) }
        for value in [highest * 2, .greatestFiniteMagnitude] {
            #expect(indexer.cell(value.bitPattern) == nil)
            #expect(indexer.outerCell(value) == last)
        }
    }
}
