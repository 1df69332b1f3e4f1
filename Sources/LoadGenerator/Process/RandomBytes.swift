import Glibc

/// Random bytes of the kernel, fetched in blocks so that a mask key costs no system call of its own.
struct RandomBytes {
    private var block = [UInt8](repeating: 0, count: 4_096)
    private var used = 4_096

    /// The next four bytes, for a frame's masking key (RFC 6455 section 5.3: unpredictable, fresh for each frame).
    mutating func maskingKey() -> UInt32 {
        if used + 4 > block.count { refill() }
        defer { used += 4 }
        return block.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: used, as: UInt32.self) }
    }

    /// The next `count` bytes; at most a block.
    mutating func bytes(_ count: Int) -> ArraySlice<UInt8> {
        if used + count > block.count { refill() }
        defer { used += count }
        return block[used..<used + count]
    }

    private mutating func refill() {
        var generator = SystemRandomNumberGenerator()
        block.withUnsafeMutableBytes { bytes in
            for offset in stride(from: 0, to: bytes.count, by: 8) {
                bytes.storeBytes(of: generator.next(), toByteOffset: offset, as: UInt64.self)
            }
        }
        used = 0
    }
}
