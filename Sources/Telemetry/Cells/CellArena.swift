import Synchronization

/// Hands out cells from slabs, and takes them back.
///
/// An arena with one lane serves one writer, such as an event loop; an arena with several lanes serves counters that any
/// thread may write. All cells of one arena are packed together: thirty counters of a loop fill four cache lines, and
/// none of them is a neighbour of another loop's.
final class CellArena: Sendable {
    /// Cells of a fresh slab, in each lane: 16 KiB, eight histograms of durations or two thousand counters.
    static let slabLength = 2_048

    /// Writers that the arena keeps apart.
    let lanes: Int

    private let state = Mutex(State())

    private struct State {
        var slab: CellSlab?
        var used = 0
        var free: [Int: [FreeRange]] = [:]
    }

    private struct FreeRange {
        var slab: CellSlab
        var offset: Int
    }

    init(lanes: Int) {
        self.lanes = lanes
    }

    /// Cells that read zero, for one child of a family.
    ///
    /// - Parameters:
    ///   - count: how many, in each lane.
    ///   - previous: the child's blocks so far, which the new one keeps alive.
    func allocate(_ count: Int, previous: CellBlock? = nil) -> CellBlock {
        let range = state.withLock { state in
            state.free[count]?.popLast() ?? reserve(count, in: &state)
        }
        return CellBlock(arena: self, slab: range.slab, offset: range.offset, count: count, previous: previous)
    }

    /// Zeroes cells that nobody can reach any more, and keeps them for the next child of the same size.
    func recycle(slab: CellSlab, offset: Int, count: Int) {
        for lane in 0..<lanes {
            let first = slab.cell(at: offset + lane * slab.laneLength)
            for index in 0..<count { first[index].store(0) }
        }
        state.withLock { $0.free[count, default: []].append(FreeRange(slab: slab, offset: offset)) }
    }

    private func reserve(_ count: Int, in state: inout State) -> FreeRange {
        if let slab = state.slab, state.used + count <= slab.laneLength {
            defer { state.used += count }
            return FreeRange(slab: slab, offset: state.used)
        }
        let slab = CellSlab(lanes: lanes, cells: max(count, Self.slabLength))
        state.slab = slab
        state.used = count
        return FreeRange(slab: slab, offset: 0)
    }
}
