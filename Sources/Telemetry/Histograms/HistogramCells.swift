import Synchronization

/// The cells of one histogram child for one writer, or for those that share the lane 0.
@usableFromInline
struct HistogramCells: Sendable {
    @usableFromInline let first: Cell
    @usableFromInline let indexer: BucketIndexer

    @inlinable
    init(first: Cell, indexer: BucketIndexer) {
        self.first = first
        self.indexer = indexer
    }

    /// Counts a value in cells that have one writer.
    ///
    /// - Returns: the cell that counted it; nil for what is not counted.
    @inlinable
    @discardableResult
    func recordAlone(_ value: Double, count: Int = 1) -> Int? {
        guard let cell = indexer.cell(value.bitPattern) else { return recordOuter(value, count: count) }
        first[cell].addAlone(UInt64(truncatingIfNeeded: count))
        first[BucketIndexer.sumCell(of: cell)].addDoubleAlone(count == 1 ? value : value * Double(count))
        return cell
    }

    /// Counts a value in cells that several threads write.
    func recordShared(_ value: Double) -> Int? {
        guard let cell = indexer.cell(value.bitPattern) ?? indexer.outerCell(value) else { return nil }
        first[cell].addShared(1)
        if cell != BucketIndexer.zeroCell { first[BucketIndexer.sumCell(of: cell)].addDoubleShared(value) }
        return cell
    }

    /// Counts a value beyond the range, in cells that have one writer.
    @usableFromInline
    func recordOuter(_ value: Double, count: Int) -> Int? {
        guard let cell = indexer.outerCell(value) else { return nil }
        first[cell].addAlone(UInt64(truncatingIfNeeded: count))
        if cell != BucketIndexer.zeroCell {
            first[BucketIndexer.sumCell(of: cell)].addDoubleAlone(value * Double(count))
        }
        return cell
    }
}
