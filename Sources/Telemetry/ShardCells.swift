import Synchronization

/// One child's cells on each shard that counts with it.
struct ShardCells: ~Copyable, Sendable {
    private let count: Int
    private let blocks = Mutex<[CellBlock]>([])

    /// - Parameter count: cells of the child on one shard.
    init(count: Int) {
        self.count = count
    }

    /// The child's cells on `shard`: the same ones whenever it is asked.
    func block(on shard: Shard) -> CellBlock {
        blocks.withLock { blocks in
            if let block = blocks.first(where: { $0.arena === shard.arena }) { return block }
            let block = shard.arena.allocate(count)
            blocks.append(block)
            return block
        }
    }

    /// The blocks so far, in the order in which the shards came.
    func all() -> [CellBlock] {
        blocks.withLock { $0 }
    }
}
