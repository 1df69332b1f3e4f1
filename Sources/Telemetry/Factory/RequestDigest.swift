/// A hash of several short strings, in a third of the standard hasher's instructions.
///
/// Each eight bytes are multiplied to 128 bits of which both halves are kept. The start is random in every process, so that
/// nobody who chooses strings can know which of them meet. It is no cryptographic hash: what it is the key of is bounded.
struct RequestDigest {
    private static let start = UInt64.random(in: .min ... .max)
    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

    private(set) var value = Self.start

    /// Adds a string, and where it ends.
    mutating func combine(_ string: borrowing String) {
        let isContiguous: Void? = string.utf8.withContiguousStorageIfAvailable { combine(UnsafeRawBufferPointer($0)) }
        if isContiguous == nil { string.utf8.forEach { combine(UInt64($0)) } }
        combine(UInt64(truncatingIfNeeded: string.utf8.count))
    }

    /// Words from the front, and one that ends with the last byte and may overlap: so there is no loop over single bytes.
    private mutating func combine(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 8 else { return combine(Self.shortWord(bytes)) }
        for offset in stride(from: 0, to: bytes.count - 8, by: 8) {
            combine(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        combine(bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
    }

    /// Up to seven bytes in one word.
    private static func shortWord(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        guard bytes.count >= 4 else { return bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        let first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
        let last = bytes.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self)
        return UInt64(first) << 32 | UInt64(last)
    }

    mutating func combine(_ word: UInt64) {
        let product = (value ^ word).multipliedFullWidth(by: Self.factor)
        value = (product.high ^ product.low) &+ Self.factor
    }
}
