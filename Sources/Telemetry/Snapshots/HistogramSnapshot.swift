/// A histogram at one moment, or the difference of two.
public struct HistogramSnapshot: Sendable, Hashable {
    /// The resolution: 2^`schema` buckets a power of two.
    public internal(set) var schema: Int

    /// Values up to this one are in the zero bucket: 2⁻¹²⁸.
    public var zeroThreshold: Double { BucketIndexer.zeroThreshold }

    /// Observations in the zero bucket.
    public internal(set) var zeroCount: UInt64

    /// All observations: always the sum of ``zeroCount`` and ``buckets``.
    public internal(set) var count: UInt64

    /// The sum of all observations, in the unit of the family.
    public internal(set) var sum: Double

    /// The buckets that are not empty, by ascending index.
    public internal(set) var buckets: [HistogramBucket]

    /// The last sampled observation of the buckets that have one, by ascending index. Sums and differences have none.
    public var exemplars: [HistogramExemplar]

    /// - Parameters:
    ///   - schema: the resolution, 3 by default.
    ///   - zeroCount: observations in the zero bucket.
    ///   - sum: the sum of the observations.
    ///   - buckets: by ascending index; empty ones are dropped.
    ///   - exemplars: by ascending index.
    public init(
        schema: Int = 3, zeroCount: UInt64 = 0, sum: Double = 0, buckets: [HistogramBucket] = [], exemplars: [HistogramExemplar] = []
    ) {
        self.schema = schema
        self.zeroCount = zeroCount
        self.sum = sum
        self.buckets = buckets.filter { $0.count > 0 }
        self.exemplars = exemplars
        count = buckets.reduce(zeroCount) { $0 &+ $1.count }
    }

    /// The upper bound of a bucket of this snapshot, included in the bucket.
    public func upperBound(of index: Int) -> Double {
        BoundaryTable.upperBound(index: index, schema: schema)
    }
}
