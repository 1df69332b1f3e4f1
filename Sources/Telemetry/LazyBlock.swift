import Synchronization

/// Striped cells that are allocated when somebody first writes to them.
///
/// A histogram has two kilobytes a stripe; one that only event loops record to never needs them.
// @unchecked: `arena` and `count` are immutable, `owner` has its lock, and the pointer in `cells` is to cells that are
// atomics themselves and live as long as `owner`'s block, which is never replaced.
struct LazyBlock: ~Copyable, @unchecked Sendable {
    private let arena: CellArena
    private let count: Int
    private let owner = Mutex<CellBlock?>(nil)

    /// The first cell and the distance of the lanes, published for writers: reading a reference to the block instead
    /// would cost them two contended atomics for its reference count.
    private let cells = Atomic<UnsafeMutablePointer<Atomic<UInt64>>?>(nil)
    private let laneLength = Atomic<Int>(0)

    init(arena: CellArena, count: Int) {
        self.arena = arena
        self.count = count
    }

    /// The first cell of a lane, made now if nobody has written yet.
    func lane(_ lane: Int) -> Cell {
        let first = cells.load(ordering: .acquiring).map { Cell($0) } ?? create()
        return first[lane &* laneLength.load(ordering: .relaxed)]
    }

    /// The cells if anybody has written yet.
    func existing() -> [CellBlock] {
        owner.withLock { $0.map { [$0] } ?? [] }
    }

    private func create() -> Cell {
        owner.withLock { owner in
            let block = owner ?? arena.allocate(count)
            owner = block
            laneLength.store(block.laneLength, ordering: .relaxed)
            cells.store(block.cells.pointer, ordering: .releasing)
            return block.cells
        }
    }
}
