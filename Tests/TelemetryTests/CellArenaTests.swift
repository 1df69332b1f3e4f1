import Testing

@testable import Telemetry

@Suite("Cells")
struct CellArenaTests {
    private func address(_ cell: Cell) -> Int {
        Int(bitPattern: cell.pointer)
    }

    @Test("cells of two shards never share a cache line")
    func apart() {
        let registry = Registry()
        let (one, other) = (registry.makeShard(), registry.makeShard())
        var owners: [Int: Int] = [:]
        var blocks: [CellBlock] = []
        for _ in 0..<3_000 {
            for shard in [one, other] {
                let block = shard.arena.allocate(1)
                blocks.append(block)
                let line = address(block.cells) / 64
                #expect(owners[line, default: shard.index] == shard.index)
                owners[line] = shard.index
            }
        }
        #expect(owners.count == 2 * 3_000 / 8)
    }

    @Test("lanes of one counter lie on different pairs of cache lines, cells of one lane side by side")
    func lanes() {
        let arena = CellArena(lanes: 4)
        let (first, second) = (arena.allocate(1), arena.allocate(1))
        #expect(address(second.cells) - address(first.cells) == 8)
        #expect(first.laneLength * 8 >= 128)
        #expect((address(first.cells[first.laneLength]) - address(first.cells)).isMultiple(of: 128))
    }

    @Test("lanes of whole pages do not begin in the same set of the first-level cache")
    func sets() {
        let block = CellArena(lanes: 4).allocate(1)
        let sets = (0..<4).map { address(block.cells[$0 * block.laneLength]) / 64 % 64 }
        #expect(Set(sets).count == 4)
    }

    @Test("lanes that no thread has used are not read")
    func unused() {
        let block = CellArena(lanes: 4).allocate(1)
        for lane in 0..<4 { block.cells[lane * block.laneLength].store(UInt64(1) << UInt64(lane)) }
        #expect(StripedCell(block).sum(lanes: 1) == 1)
        #expect(StripedCell(block).sum(lanes: 3) == 7)
        #expect(StripedCell(block).sum(lanes: 4) == 15)
    }

    @Test("cells that come back are zero and are used again")
    func recycled() {
        let arena = CellArena(lanes: 2)
        var block: CellBlock? = arena.allocate(3)
        let before = block.map { address($0.cells) }
        if let block {
            for cell in 0..<3 { block.cells[block.laneLength + cell].store(9) }
        }
        block = nil
        let next = arena.allocate(3)
        #expect(address(next.cells) == before)
        #expect((0..<3).allSatisfy { StripedCell(next, offset: $0).sum(lanes: 2) == 0 })
    }

    @Test("a block larger than a slab gets a slab of its own, and small ones go on")
    func large() {
        let arena = CellArena(lanes: 2)
        let large = arena.allocate(CellArena.slabLength * 3)
        large.cells[large.laneLength + CellArena.slabLength * 3 - 1].store(7)
        #expect(StripedCell(large, offset: CellArena.slabLength * 3 - 1).sum(lanes: 2) == 7)
        let small = arena.allocate(2)
        #expect(StripedCell(small).sum(lanes: 2) == 0)
    }
}
