/// Memory for the texts that are bound to a statement while it runs.
///
/// One copy into memory that is reused costs less than one allocation in SQLite for each text.
struct TextArena: ~Copyable {
    private var memory: UnsafeMutableBufferPointer<CChar>
    private var used = 0

    init() {
        memory = .allocate(capacity: 4_096)
    }

    deinit {
        memory.deallocate()
    }

    /// Forgets the texts and makes room for `bytes` bytes. What was handed out before is no longer valid.
    mutating func clear(reserving bytes: Int) {
        used = 0
        guard bytes > memory.count else { return }
        memory.deallocate()
        memory = .allocate(capacity: bytes)
    }

    /// Copies a text; valid until ``clear(reserving:)``. Nil for nil, and never for an empty text.
    mutating func place(_ text: String?) -> UnsafeBufferPointer<CChar>? {
        guard var text else { return nil }
        return text.withUTF8 { bytes in
            precondition(used + bytes.count <= memory.count, "a text needs more room than was reserved")
            let place = UnsafeMutableBufferPointer(rebasing: memory[used..<used + bytes.count])
            UnsafeMutableRawBufferPointer(place).copyMemory(from: UnsafeRawBufferPointer(bytes))
            used += bytes.count
            return UnsafeBufferPointer(place)
        }
    }
}
