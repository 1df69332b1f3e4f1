/// One event loop's share of a ``Gauge``: a whole number.
///
/// **One writer**: a second thread that writes through the same handle loses changes, though it corrupts nothing.
/// What one loop added another may take away; only the sum has a meaning.
public struct LocalGauge: Sendable {
    @usableFromInline
    let cell: Cell

    private let block: CellBlock

    init(_ block: CellBlock) {
        cell = block.cells
        self.block = block
    }

    /// Adds `amount`, which may be negative, without an atomic read-modify-write.
    @inlinable
    public func add(_ amount: Int) {
        cell.addAlone(UInt64(bitPattern: Int64(amount)))
    }

    /// Replaces this loop's share, for a level that the loop counts anew now and then.
    @inlinable
    public func set(_ value: Int) {
        cell.store(UInt64(bitPattern: Int64(value)))
    }
}
