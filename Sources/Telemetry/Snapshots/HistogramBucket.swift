/// One bucket that is not empty.
public struct HistogramBucket: Sendable, Hashable {
    /// The bucket's position: in schema *s* it holds the values above 2^((index−1)/2ˢ) up to 2^(index/2ˢ).
    public var index: Int

    /// Observations in this bucket alone.
    public var count: UInt64

    public init(index: Int, count: UInt64) {
        self.index = index
        self.count = count
    }
}
