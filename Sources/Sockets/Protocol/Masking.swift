/// Removes the masking of client frames (RFC 6455, section 5.3).
enum Masking {
    /// Copies `source` to `destination` and unmasks it on the way, eight bytes at a time.
    ///
    /// - Parameters:
    ///   - mask: the key as it lies in memory.
    ///   - phase: how many bytes of this frame's payload came before `source`.
    @inline(__always)
    static func unmask(
        _ source: UnsafeRawBufferPointer, into destination: UnsafeMutableRawPointer, mask: UInt32, phase: Int
    ) {
        // The key rotates with the position in the payload; in memory order that is a rotation of its bytes.
        let shift = UInt32(truncatingIfNeeded: (phase & 3) * 8)
        let rotated = shift == 0 ? mask : (UInt32(littleEndian: mask) >> shift | UInt32(littleEndian: mask) << (32 - shift)).littleEndian
        let wide = UInt64(rotated) << 32 | UInt64(rotated)
        let count = source.count
        var index = 0
        while index + 8 <= count {
            let word = source.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ wide
            destination.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
            index += 8
        }
        withUnsafeBytes(of: wide) { key in
            while index < count {
                destination.storeBytes(of: source[index] ^ key[index & 7], toByteOffset: index, as: UInt8.self)
                index += 1
            }
        }
    }
}
