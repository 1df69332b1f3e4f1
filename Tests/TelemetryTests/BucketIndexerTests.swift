import Testing

@testable import Telemetry

@Suite("Finding the bucket")
struct BucketIndexerTests {
    private func indexer(_ schema: Int) -> BucketIndexer {
        BucketIndexer(schema: schema, indices: -100...100)
    }

    @Test("every value lies above the lower and at most at the upper bound of its bucket", arguments: -4...8)
    func between(schema: Int) {
        let indexer = indexer(schema)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<5_000 {
            let exponent = Int.random(in: -120...1_000, using: &generator)
            let value = Double.random(in: 1..<2, using: &generator) * BoundaryTable.upperBound(index: exponent, schema: 0)
            let index = indexer.index(value.bitPattern)
            #expect(value > BoundaryTable.upperBound(index: index - 1, schema: schema))
            #expect(value <= BoundaryTable.upperBound(index: index, schema: schema))
        }
    }

    @Test("each boundary is in the bucket below it, and the next number in the one above", arguments: -4...8)
    func boundaries(schema: Int) {
        let indexer = indexer(schema)
        for index in -300...300 {
            let bound = BoundaryTable.upperBound(index: index, schema: schema)
            guard bound > BucketIndexer.zeroThreshold, bound < .greatestFiniteMagnitude else { continue }
            #expect(indexer.index(bound.bitPattern) == index)
            #expect(indexer.index(bound.nextUp.bitPattern) == index + 1)
        }
    }

    @Test("powers of two are boundaries of every schema from 0 on")
    func powersOfTwo() {
        for schema in 0...8 {
            #expect(indexer(schema).index(1.0.bitPattern) == 0)
            #expect(indexer(schema).index(8.0.bitPattern) == 3 << schema)
            #expect(indexer(schema).index(0.125.bitPattern) == -3 << schema)
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

    @Test(
        "only finite numbers above the zero threshold are looked up",
        arguments: [
            (0.0, false), (-0.0, false), (-1.0, false), (.nan, false), (-.nan, false), (.infinity, false),
            (-.infinity, false), (0x1p-128, false), (0x1.0000000000001p-128, true), (1, true),
            (.greatestFiniteMagnitude, true), (.leastNonzeroMagnitude, false),
        ])
    func ordinary(value: Double, expected: Bool) {
        #expect(BucketIndexer.isOrdinary(value.bitPattern) == expected)
    }

    @Test("values beyond the range count in the outermost cells")
    func clamped() {
        let indexer = BucketIndexer(schema: 3, indices: -8...9)
        #expect(indexer.cell(1e-9.bitPattern) == BucketIndexer.firstBucket)
        #expect(indexer.cell(0.5.bitPattern) == BucketIndexer.firstBucket)
        #expect(indexer.cell(2.0.bitPattern) == BucketIndexer.firstBucket + 16)
        #expect(indexer.cell(1e9.bitPattern) == BucketIndexer.firstBucket + 17)
    }
}
