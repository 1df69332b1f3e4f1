/// Which buckets the histograms of a family have.
///
/// Buckets are exponential: schema *s* has 2ˢ buckets a power of two, so schema 3, the default, is 9 % wide. Every
/// bucket of the range has a cell, so recording never allocates and never searches. Values beyond the range count in
/// the outermost bucket.
///
/// The classic buckets that the text formats show are powers of two, each of which is a boundary of every schema from 0
/// on. Both views therefore count the same observations below the same bound.
public struct HistogramLayout: Sendable, Hashable {
    /// Buckets a power of two, as an exponent of two: −4 to 8.
    public let schema: Int

    /// The indices of the buckets that have a cell.
    public let indices: ClosedRange<Int>

    /// The upper bounds of the classic buckets, ascending, without the one for infinity.
    public let classicBounds: [Double]

    /// A layout from 2^`exponents.lowerBound` to 2^`exponents.upperBound`, and one bucket for what is above.
    ///
    /// - Parameters:
    ///   - exponents: the range of values, as exponents of two; −128 to 1,000 is kept.
    ///   - schema: the resolution, 3 by default; −4 to 8 is kept.
    ///   - classic: the exponents of two that become classic bounds; those that are no boundary are left out.
    ///   - maximumBuckets: 320 by default. A range that needs more halves its resolution until it fits.
    public init(
        exponents: ClosedRange<Int>, schema: Int = 3, classic: some Sequence<Int>, maximumBuckets: Int = 320
    ) {
        let kept = exponents.clamped(to: -128...1_000)
        var schema = min(max(schema, -4), 8)
        while schema > -4, Self.indices(of: kept, schema: schema).count > maximumBuckets { schema -= 1 }
        let width = 1 << max(0, -schema)
        self.schema = schema
        indices = Self.indices(of: kept, schema: schema)
        classicBounds = classic.filter { kept.contains($0) && $0.isMultiple(of: width) }
            .sorted()
            .map { BoundaryTable.upperBound(index: $0, schema: 0) }
    }

    /// Cells of a histogram: the parts of its sum, the zero bucket and the buckets.
    var cellCount: Int {
        BucketIndexer.firstBucket + indices.count
    }

    private static func indices(of exponents: ClosedRange<Int>, schema: Int) -> ClosedRange<Int> {
        let lowest = schema >= 0 ? exponents.lowerBound << schema : exponents.lowerBound >> -schema
        let highest = schema >= 0 ? exponents.upperBound << schema : exponents.upperBound >> -schema
        return lowest...(highest + 1)
    }
}
