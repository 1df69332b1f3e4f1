/// The cells of one child in one arena; they go back to the arena with the last reference.
///
/// Local handles keep a reference to their block. The optimiser drops it from the increment, which stays one
/// instruction, and a handle that outlives its registry still writes to memory that is its own.
@usableFromInline
final class CellBlock: Sendable {
    let arena: CellArena

    /// The first cell of the first lane.
    @usableFromInline
    let cells: Cell

    /// Cells from one lane to the next.
    @usableFromInline
    let laneLength: Int

    private let slab: CellSlab
    private let offset: Int
    private let count: Int

    init(arena: CellArena, slab: CellSlab, offset: Int, count: Int) {
        self.arena = arena
        self.slab = slab
        self.offset = offset
        self.count = count
        cells = slab.cell(at: offset)
        laneLength = slab.laneLength
    }

    deinit {
        arena.recycle(slab: slab, offset: offset, count: count)
    }

    /// Adds up the cell at `index` over the lanes.
    func sum(_ index: Int) -> UInt64 {
        var total: UInt64 = 0
        for lane in 0..<arena.lanes {
            total &+= cells[index + lane * laneLength].load()
        }
        return total
    }

    /// Adds up the floating-point cell at `index` over the lanes, always in the same order: rounding is
    /// monotonic, so a sum of cells that only grow never goes back.
    func sumDouble(_ index: Int) -> Double {
        var total = 0.0
        for lane in 0..<arena.lanes {
            total += cells[index + lane * laneLength].loadDouble()
        }
        return total
    }
}
