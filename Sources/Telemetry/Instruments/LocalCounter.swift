/// One event loop's share of a ``Counter``.
///
/// **One writer**: a second thread that counts with the same handle loses counts, though it corrupts nothing.
public struct LocalCounter: Sendable {
    @usableFromInline
    let cell: Cell

    private let block: CellBlock

    init(_ block: CellBlock) {
        cell = block.cells
        self.block = block
    }

    /// Adds `amount`: a load, an add and a relaxed store, no atomic read-modify-write.
    ///
    /// - Parameter amount: how much, 1 by default. A negative amount counts as 0, since a counter never goes back.
    @inlinable
    public func increment(by amount: Int = 1) {
        guard Counting.isOn else { return }
        cell.addAlone(UInt64(truncatingIfNeeded: max(0, amount)))
    }
}
