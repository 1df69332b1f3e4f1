/// Memory for the C structures of one message at a time.
///
/// ``reset()`` frees nothing: the next message is built in the same memory. Structures keep their address until then.
// Only ever used by the one renderer that owns it.
final class MessageArena {
    private static let blockSize = 64 * 1_024
    private static let alignment = 16

    private struct Block {
        let start: UnsafeMutableRawPointer
        let size: Int
    }

    private var blocks: [Block] = []
    private var block = 0
    private var offset = 0

    deinit {
        for block in blocks { block.start.deallocate() }
    }

    /// Forgets all structures.
    func reset() {
        block = 0
        offset = 0
    }

    /// Room for a number of values of a type of C, which the caller sets before anybody reads them.
    func allocate<T: BitwiseCopyable>(_ type: T.Type, count: Int = 1) -> UnsafeMutablePointer<T> {
        let size = (count * MemoryLayout<T>.stride + Self.alignment - 1) & ~(Self.alignment - 1)
        while block < blocks.count, size > blocks[block].size - offset {
            block += 1
            offset = 0
        }
        if block == blocks.count {
            let blockSize = max(size, Self.blockSize)
            blocks.append(Block(start: .allocate(byteCount: blockSize, alignment: Self.alignment), size: blockSize))
        }
        let start = blocks[block].start + offset
        offset += size
        return start.bindMemory(to: T.self, capacity: count)
    }
}
