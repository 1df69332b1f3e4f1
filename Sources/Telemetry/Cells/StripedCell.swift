/// One number with a cell on each lane of an arena.
@usableFromInline
struct StripedCell: Sendable {
    /// The cell of the lane that threads share.
    @usableFromInline let shared: Cell

    /// Cells from one lane to the next.
    @usableFromInline let laneLength: Int

    /// - Parameters:
    ///   - block: kept alive by the owner of this value.
    ///   - offset: which cell of the block.
    init(_ block: CellBlock, offset: Int = 0) {
        shared = block.cells[offset]
        laneLength = block.laneLength
    }

    @inlinable
    subscript(lane: Int) -> Cell {
        shared[lane &* laneLength]
    }

    /// Adds up the lanes that threads have used.
    func sum(lanes used: Int) -> UInt64 {
        var total = shared.load()
        var lane = 1
        while lane < used {
            total &+= self[lane].load()
            lane += 1
        }
        return total
    }

    /// Adds up the lanes that threads have used as floating-point numbers, always in the same order: rounding is
    /// monotonic, so a sum of cells that only grow never goes back.
    func sumDouble(lanes used: Int) -> Double {
        var total = shared.loadDouble()
        var lane = 1
        while lane < used {
            total += self[lane].loadDouble()
            lane += 1
        }
        return total
    }
}
