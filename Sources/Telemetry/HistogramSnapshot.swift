/// A histogram at one moment, or the difference of two.
public struct HistogramSnapshot: Sendable, Hashable {
    /// The resolution: 2^`schema` buckets a power of two.
    public let schema: Int

    /// Values up to this one are in the zero bucket: 2⁻¹²⁸.
    public let zeroThreshold: Double

    /// Observations in the zero bucket.
    public let zeroCount: UInt64

    /// All observations: always the sum of ``zeroCount`` and ``buckets``.
    public let count: UInt64

    /// The sum of all observations, in the unit of the family.
    public let sum: Double

    /// The buckets that are not empty, by ascending index.
    public let buckets: [HistogramBucket]

    /// - Parameters:
    ///   - schema: the resolution, 3 by default.
    ///   - zeroCount: observations in the zero bucket.
    ///   - sum: the sum of the observations.
    ///   - buckets: by ascending index; empty ones are dropped.
    public init(schema: Int = 3, zeroCount: UInt64 = 0, sum: Double = 0, buckets: [HistogramBucket] = []) {
        self.schema = schema
        zeroThreshold = BucketIndexer.zeroThreshold
        self.zeroCount = zeroCount
        self.sum = sum
        self.buckets = buckets.filter { $0.count > 0 }
        count = buckets.reduce(zeroCount) { $0 &+ $1.count }
    }

    /// Reads the cells of one child.
    init(blocks: [CellBlock], layout: HistogramLayout) {
        var counts = [UInt64](repeating: 0, count: layout.cellCount)
        var sum = 0.0
        for block in blocks {
            for cell in BucketIndexer.zeroCell..<layout.cellCount { counts[cell] &+= block.sum(cell) }
            for part in 0..<BucketIndexer.zeroCell { sum += block.sumDouble(part) }
        }
        let buckets = zip(layout.indices, counts[BucketIndexer.firstBucket...])
            .map { HistogramBucket(index: $0, count: $1) }
        self.init(schema: layout.schema, zeroCount: counts[BucketIndexer.zeroCell], sum: sum, buckets: buckets)
    }

    /// The upper bound of a bucket of this snapshot, included in the bucket.
    public func upperBound(of index: Int) -> Double {
        BoundaryTable.upperBound(index: index, schema: schema)
    }
}
