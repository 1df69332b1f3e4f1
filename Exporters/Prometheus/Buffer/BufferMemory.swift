/// Memory for an exposition, owned by whoever holds it last.
///
/// A value without an owner of its own, so that it can wait in a pool: ``ExpositionBuffer`` and ``RenderedBytes`` see to it
/// that it is given back once.
// Sendable is sound: the pointer is only followed by the one owner.
struct BufferMemory: @unchecked Sendable {
    let start: UnsafeMutablePointer<UInt8>
    let capacity: Int

    static func allocate(_ capacity: Int) -> BufferMemory {
        BufferMemory(start: .allocate(capacity: capacity), capacity: capacity)
    }

    func deallocate() {
        start.deallocate()
    }
}
