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
    let laneLength: Int

    /// The block that the same child got before this one, in another arena.
    let previous: CellBlock?

    private let slab: CellSlab
    private let offset: Int
    private let count: Int

    init(arena: CellArena, slab: CellSlab, offset: Int, count: Int, previous: CellBlock?) {
        self.previous = previous
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
}
