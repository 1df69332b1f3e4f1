/// Which buckets the histograms of a family have.
///
/// Buckets are exponential: schema *s* has 2ˢ buckets a power of two, so schema 3, the default, is 9 % wide. Every
/// bucket of the range has a cell, so recording never allocates and never searches. Values beyond the range count in
/// the outermost bucket, so none is lost; those above all classic bounds are in the bucket for infinity.
///
/// Two limits bound a histogram. `maximumCells` bounds its memory: a range that needs more cells gets a coarser schema when
/// it is declared. ``maximumBuckets`` bounds what one series shows, which scrapers limit too: when a series has more buckets
/// in use, its family is shown at half the resolution from then on.
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

    /// Buckets in use that one series shows at most, without the zero bucket.
    public let maximumBuckets: Int

    /// The range of values that are told apart, as exponents of two.
    let exponents: ClosedRange<Int>

    /// The coarsest resolution that ``maximumBuckets`` can lead to: with it the whole range fits.
    let lowestSchema: Int

    /// A layout from 2^`exponents.lowerBound` to 2^`exponents.upperBound`, and one bucket for what is above.
    ///
    /// - Parameters:
    ///   - exponents: the range of values, as exponents of two; −127 to 1,000 is kept.
    ///   - schema: the resolution, 3 by default; −4 to 8 is kept.
    ///   - classic: the exponents of two that become classic bounds; those that are no boundary at the coarsest
    ///     resolution that may come are left out, since a classic bucket must stay exact.
    ///   - maximumBuckets: 160 by default, what OpenTelemetry's exponential histograms have and operators set as
    ///     `native_histogram_bucket_limit`. Below 72, a very wide range may still show up to 72.
    ///   - maximumCells: buckets that have a cell, 320 by default, 4,000 at most: eight bytes each for every thread that records. A range
    ///     that needs more halves its resolution until it fits, down to schema −4.
    public init(
        exponents: ClosedRange<Int>, schema: Int = 3, classic: some Sequence<Int>, maximumBuckets: Int = 160,
        maximumCells: Int = 320
    ) {
        let kept = exponents.clamped(to: -127...1_000)
        self.exponents = kept
        self.schema = Self.schema(from: schema, exponents: kept, fitting: min(maximumCells, SlotTable.cellLimit))
        lowestSchema = Self.schema(from: self.schema, exponents: kept, fitting: maximumBuckets)
        self.maximumBuckets = maximumBuckets
        indices = Self.indices(of: kept, schema: self.schema)
        let width = 1 << max(0, -lowestSchema)
        classicBounds = classic.filter { kept.contains($0) && $0.isMultiple(of: width) }
            .sorted()
            .map { BoundaryTable.upperBound(index: $0, schema: 0) }
    }

    /// Buckets that a gather looks at together.
    static let groupLength = 4

    /// Cells of a histogram: the parts of its sum, the zero bucket and the buckets, filled up to whole groups.
    var cellCount: Int {
        let groups = (indices.count + Self.groupLength - 1) / Self.groupLength
        return BucketIndexer.firstBucket + groups * Self.groupLength
    }

    /// The finest resolution, from `schema` down, at which the range has at most so many buckets.
    private static func schema(from schema: Int, exponents: ClosedRange<Int>, fitting limit: Int) -> Int {
        var schema = min(max(schema, -4), 8)
        while schema > -4, indices(of: exponents, schema: schema).count > limit { schema -= 1 }
        return schema
    }

    private static func indices(of exponents: ClosedRange<Int>, schema: Int) -> ClosedRange<Int> {
        let lowest = schema >= 0 ? exponents.lowerBound << schema : exponents.lowerBound >> -schema
        let highest = schema >= 0 ? exponents.upperBound << schema : exponents.upperBound >> -schema
        return lowest...(highest + 1)
    }
}
