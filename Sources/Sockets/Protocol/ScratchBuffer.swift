/// Memory that all connections of one event loop unmask small messages into.
///
/// A message that arrived whole is handed to its endpoint from here, so that a connection owns no buffer while it is idle.
/// Not thread-safe: one for each event loop.
final class ScratchBuffer {
    private var storage: UnsafeMutableRawBufferPointer

    /// - Parameter capacity: initial bytes; grows to the largest read.
    init(capacity: Int = 16 * 1024) {
        storage = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { storage.deallocate() }

    /// The buffer, with room for `count` bytes; what it held is gone.
    func reserve(_ count: Int) -> UnsafeMutableRawBufferPointer {
        if count > storage.count {
            storage.deallocate()
            storage = .allocate(byteCount: max(count, storage.count * 2), alignment: 16)
        }
        return UnsafeMutableRawBufferPointer(rebasing: storage[..<count])
    }
}
