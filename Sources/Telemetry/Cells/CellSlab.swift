import Synchronization

/// The memory of many cells: one stretch for each lane, all of the same length.
///
/// A slab starts on a boundary of ``alignment`` bytes and each lane is a multiple of it, so that cells of two
/// lanes, or of two slabs, never share a cache line.
// Sendable is sound: the fields never change, and the memory is only touched through the cells' atomics.
final class CellSlab: @unchecked Sendable {
    /// Two cache lines, because processors of today prefetch lines in pairs.
    static let alignment = 128

    private let memory: UnsafeMutablePointer<Atomic<UInt64>>
    private let lanes: Int

    /// Cells in a lane.
    let laneLength: Int

    /// - Parameters:
    ///   - lanes: how many writers the slab keeps apart.
    ///   - cells: cells in a lane, at least; rounded up to whole cache lines.
    init(lanes: Int, cells: Int) {
        let size = MemoryLayout<Atomic<UInt64>>.stride
        let unit = Self.alignment / size
        self.lanes = lanes
        // One unit more than is needed, with several lanes: a lane of whole pages would put a counter's cells of all lanes
        // into the same set of the first-level cache.
        laneLength = (cells + unit - 1) / unit * unit + (lanes > 1 ? unit : 0)
        memory = UnsafeMutableRawPointer.allocate(
            byteCount: lanes * laneLength * size, alignment: Self.alignment
        ).assumingMemoryBound(to: Atomic<UInt64>.self)
        for offset in 0..<(lanes * laneLength) {
            (memory + offset).initialize(to: Atomic(0))
        }
    }

    deinit {
        memory.deinitialize(count: lanes * laneLength)
        UnsafeMutableRawPointer(memory).deallocate()
    }

    /// The cell at `offset` of the first lane.
    func cell(at offset: Int) -> Cell {
        Cell(memory + offset)
    }
}
