/// Bytes of a message or control frame that came in pieces.
///
/// A class with memory of its own, so that what the decoder hands out points at something that provably stays where it is.
/// Not thread-safe: part of one connection.
final class PartialPayload {
    private var storage: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    /// - Parameter capacity: initial bytes.
    init(capacity: Int) {
        storage = .allocate(byteCount: max(capacity, 64), alignment: 8)
    }

    deinit { storage.deallocate() }

    /// What was collected; valid until the next ``extend(by:)`` and while the object lives.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage[..<count]) }

    /// Makes room for `extra` more bytes and returns where they go; the caller fills all of them.
    ///
    /// Growth is by doubling: a peer that announces a large message gets memory only for what it really sent.
    func extend(by extra: Int) -> UnsafeMutableRawBufferPointer {
        let needed = count + extra
        if needed > storage.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(needed, storage.count * 2), alignment: 8)
            larger.copyMemory(from: bytes)
            storage.deallocate()
            storage = larger
        }
        defer { count = needed }
        return UnsafeMutableRawBufferPointer(rebasing: storage[count..<needed])
    }
}
