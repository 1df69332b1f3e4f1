/// One event loop's share of a ``Histogram``.
///
/// **One writer**: a second thread that records through the same handle loses counts, though it corrupts nothing.
public struct LocalHistogram: Sendable {
    @usableFromInline let cells: Cell
    @usableFromInline let indexer: BucketIndexer

    private let block: CellBlock

    init(_ block: CellBlock, indexer: BucketIndexer) {
        cells = block.cells
        self.indexer = indexer
        self.block = block
    }

    /// Records a value: one look-up and two plain adds, no atomic read-modify-write and no allocation.
    ///
    /// - Parameter value: in the unit of the family, which is seconds or bytes for most.
    @inlinable
    public func record(_ value: Double) {
        let bits = value.bitPattern
        guard BucketIndexer.isOrdinary(bits) else { return recordUnusual(value) }
        let cell = indexer.cell(bits)
        cells[cell].addAlone(1)
        cells[BucketIndexer.sumCell(of: cell)].addDoubleAlone(value)
    }

    /// Records a value that occurred `count` times, at the cost of one.
    ///
    /// - Parameters:
    ///   - value: in the unit of the family.
    ///   - count: not negative.
    @inlinable
    public func record(_ value: Double, count: Int) {
        let bits = value.bitPattern
        guard BucketIndexer.isOrdinary(bits) else { return recordUnusual(value, count: count) }
        let cell = indexer.cell(bits)
        cells[cell].addAlone(UInt64(count))
        cells[BucketIndexer.sumCell(of: cell)].addDoubleAlone(value * Double(count))
    }

    /// Records a duration in a family whose unit is the second.
    @inlinable
    public func record(nanoseconds: Int64) {
        record(Double(nanoseconds) * 1e-9)
    }

    @usableFromInline
    func recordUnusual(_ value: Double, count: Int = 1) {
        if value.isFinite { cells[BucketIndexer.zeroCell].addAlone(UInt64(count)) }
    }
}
