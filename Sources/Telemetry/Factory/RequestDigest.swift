/// A hash of several strings, in a tenth of the standard hasher's instructions.
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

    private mutating func combine(_ bytes: UnsafeRawBufferPointer) {
        var offset = 0
        while offset + 8 <= bytes.count {
            combine(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        guard offset < bytes.count else { return }
        var rest: UInt64 = 0
        while offset < bytes.count {
            rest = rest << 8 | UInt64(bytes[offset])
            offset += 1
        }
        combine(rest)
    }

    mutating func combine(_ word: UInt64) {
        let product = (value ^ word).multipliedFullWidth(by: Self.factor)
        value = (product.high ^ product.low) &+ Self.factor
    }
}
