import Synchronization

/// One child's cells in the arenas of those who count with it.
///
/// Blocks are added and never taken away, so a gather walks them without a lock: an event loop that asks for its cells
/// never waits for one.
// @unchecked: `count` is immutable, the lock guards the owner, and `latest` points to a block that the owner keeps alive.
struct BlockList: ~Copyable, @unchecked Sendable {
    private let count: Int
    private let owner = Mutex<CellBlock?>(nil)

    /// The newest block, published for readers; each block knows the one before.
    private let latest = Atomic<Unmanaged<CellBlock>?>(nil)

    /// - Parameter count: cells of the child in one arena.
    init(count: Int) {
        self.count = count
    }

    /// The child's cells in `arena`: the same ones whenever it is asked.
    func block(in arena: CellArena) -> CellBlock {
        owner.withLock { newest in
            var known = newest
            while let block = known {
                if block.arena === arena { return block }
                known = block.previous
            }
            let block = arena.allocate(count, previous: newest)
            newest = block
            latest.store(Unmanaged.passUnretained(block), ordering: .releasing)
            return block
        }
    }

    /// Calls with the first cell of each block, the newest first.
    ///
    /// Sums of floating-point cells keep their order when a block comes to the front, since it begins as zero.
    func forEach(_ body: (Cell) -> Void) {
        Self.walk(latest.load(ordering: .acquiring), body)
    }

    /// Calls with the first cells of all blocks, the newest first; without an allocation up to 128 blocks.
    func withCells(_ body: (UnsafeBufferPointer<Cell>) -> Void) {
        let newest = latest.load(ordering: .acquiring)
        var length = 0
        Self.walk(newest) { _ in length += 1 }
        withUnsafeTemporaryAllocation(of: Cell.self, capacity: length) { cells in
            var filled = 0
            Self.walk(newest) { cell in
                cells.initializeElement(at: filled, to: cell)
                filled += 1
            }
            body(UnsafeBufferPointer(cells))
        }
    }

    private static func walk(_ newest: Unmanaged<CellBlock>?, _ body: (Cell) -> Void) {
        var next = newest
        while let block = next {
            next = block._withUnsafeGuaranteedRef { block in
                body(block.cells)
                return block.previous.map(Unmanaged.passUnretained)
            }
        }
    }
}
