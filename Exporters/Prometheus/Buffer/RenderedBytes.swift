/// An exposition that is finished, for all answers that share it. The last of them gives the memory back.
// @unchecked: nobody writes to the memory any more, and it lives as long as the object.
final class RenderedBytes: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer

    private let memory: BufferMemory
    private let pool: BufferPool?

    /// - Parameter pool: takes the memory back; without one it is freed.
    init(_ buffer: consuming ExpositionBuffer, pool: BufferPool?) {
        let (memory, count) = buffer.finish()
        self.memory = memory
        self.pool = pool
        bytes = UnsafeRawBufferPointer(start: memory.start, count: count)
    }

    deinit {
        if let pool { pool.give(memory, used: bytes.count) } else { memory.deallocate() }
    }
}
