/// Memory for the messages of one request, all given back at once.
///
/// The blocks are kept from one request to the next, so a request that is no larger than the one before allocates nothing.
///
/// One thread at a time. What it hands out is valid until ``reset()``.
final class Arena {
    /// Bytes of an ordinary block; a longer text or list gets a block of its own.
    static let blockSize = 64 * 1_024

    private static let alignment = 8

    private struct Block {
        let start: UnsafeMutableRawPointer
        let size: Int
    }

    private var blocks: [Block] = []
    private var current = 0
    private var used = 0

    deinit {
        for block in blocks { block.start.deallocate() }
    }

    /// Bytes that the blocks take.
    var capacity: Int {
        blocks.reduce(0) { $0 + $1.size }
    }

    /// Takes back everything that was handed out; keeps the blocks.
    func reset() {
        current = 0
        used = 0
    }

    /// Memory for `count` bytes, aligned for every type that a message has; not initialised.
    func allocate(_ count: Int) -> UnsafeMutableRawPointer {
        let size = (count + Self.alignment - 1) & ~(Self.alignment - 1)
        while current < blocks.count, blocks[current].size - used < size {
            current += 1
            used = 0
        }
        if current == blocks.count {
            let size = max(size, Self.blockSize)
            blocks.append(Block(start: .allocate(byteCount: size, alignment: Self.alignment), size: size))
        }
        defer { used += size }
        return blocks[current].start + used
    }
}
