/// One event loop's share of a ``FloatingCounter``.
///
/// **One writer**: a second thread that counts with the same handle loses amounts, though it corrupts nothing.
public struct LocalFloatingCounter: Sendable {
    @usableFromInline
    let cell: Cell

    private let block: CellBlock

    init(_ block: CellBlock) {
        cell = block.cells
        self.block = block
    }

    /// Adds `amount`: a load, an add and a relaxed store, no atomic read-modify-write.
    ///
    /// - Parameter amount: in the unit of the family. What is negative, infinite or not a number counts as 0.
    @inlinable
    public func increment(by amount: Double) {
        guard Counting.isOn, amount > 0, amount < .infinity else { return }
        cell.addDoubleAlone(amount)
    }
}
