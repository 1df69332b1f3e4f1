/// The 128 bits of a ULID.
struct ULIDValue {
    /// Unix time, milliseconds; the lower 48 bits count.
    var milliseconds: UInt64 = 0
    /// The upper 16 of the 80 random bits.
    var high: UInt16 = 0
    /// The lower 64 of the 80 random bits.
    var low: UInt64 = 0

    /// The next larger value; past the last of a millisecond it borrows from the next millisecond.
    mutating func increment() {
        low &+= 1
        guard low == 0 else { return }
        high &+= 1
        guard high == 0 else { return }
        milliseconds += 1
    }

    /// 26 characters: ten of time, sixteen of the random part.
    var text: String {
        String(unsafeUninitializedCapacity: 26) { buffer in
            Self.write(milliseconds, into: buffer, from: 0, count: 10)
            Self.write(UInt64(high) << 24 | low >> 40, into: buffer, from: 10, count: 8)
            Self.write(low, into: buffer, from: 18, count: 8)
            return 26
        }
    }

    /// Crockford's digits: no I, L, O and U.
    private static let digits: StaticString = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

    /// Writes the lowest `count` groups of five bits, the highest first.
    private static func write(_ bits: UInt64, into buffer: UnsafeMutableBufferPointer<UInt8>, from start: Int, count: Int) {
        for index in 0..<count {
            let group = Int(truncatingIfNeeded: bits >> UInt64(5 * (count - 1 - index))) & 31
            buffer[start + index] = digits.utf8Start[group]
        }
    }
}
