/// The bytes of an exposition, as they grow.
///
/// Whoever writes many small pieces asks once for room for all of them, and writes them through a ``ByteCursor`` that checks
/// nothing: with a check for each piece a line costs twice as much.
struct ExpositionBuffer: ~Copyable {
    private var memory: BufferMemory
    private(set) var count = 0

    /// - Parameter memory: owned by the buffer from now on.
    init(_ memory: BufferMemory) {
        self.memory = memory
    }

    deinit {
        memory.deallocate()
    }

    /// Ends the growing: the memory belongs to the caller.
    consuming func finish() -> (memory: BufferMemory, count: Int) {
        let result = (memory, count)
        discard self
        return result
    }

    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: memory.start, count: count)
    }

    /// A cursor at the end, with room for so many bytes. Ended with ``commit(_:)``.
    @inline(__always)
    mutating func cursor(room: Int) -> ByteCursor {
        if room > memory.capacity - count { grow(by: room) }
        return ByteCursor(memory.start + count)
    }

    /// Takes what the cursor wrote.
    @inline(__always)
    mutating func commit(_ cursor: ByteCursor) {
        count = cursor.position - memory.start
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        var cursor = cursor(room: bytes.count)
        cursor.put(bytes)
        commit(cursor)
    }

    mutating func append(_ bytes: [UInt8]) {
        var cursor = cursor(room: bytes.count)
        cursor.put(bytes)
        commit(cursor)
    }

    mutating func append(_ text: StaticString) {
        var cursor = cursor(room: text.utf8CodeUnitCount)
        cursor.put(text)
        commit(cursor)
    }

    mutating func append(_ text: String) {
        var cursor = cursor(room: text.utf8.count)
        cursor.put(text)
        commit(cursor)
    }

    mutating func removeLast(_ bytes: Int) {
        count -= bytes
    }

    /// Moves what was written since `start` by so many bytes, forward or back; what is there is overwritten.
    mutating func shift(from start: Int, by distance: Int) {
        if distance > memory.capacity - count { grow(by: distance) }
        let moved = count - start
        (memory.start + start + distance).update(from: memory.start + start, count: moved)
        count += distance
    }

    /// Writes over bytes that are there already.
    mutating func overwrite(at start: Int, _ write: (inout ByteCursor) -> Void) {
        var cursor = ByteCursor(memory.start + start)
        write(&cursor)
    }

    mutating func removeAll() {
        count = 0
    }

    private mutating func grow(by room: Int) {
        let larger = BufferMemory.allocate(max(memory.capacity * 2, count + room))
        larger.start.update(from: memory.start, count: count)
        memory.deallocate()
        memory = larger
    }
}
