/// Numbers as eight decimal digits, read eight bytes at a time: a run reads two of them for each delivery.
enum EightDigits {
    static func write(_ value: UInt32, into bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        var rest = value
        for place in stride(from: 7, through: 0, by: -1) {
            bytes[offset + place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// nil when one of the eight bytes is no digit.
    ///
    /// Adjacent digits, then pairs, then fours are joined by one multiplication each; the first digit is the lowest byte.
    @inline(__always)
    static func read(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt32? {
        let text = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        // Digits are 0x30 to 0x39: the upper half is 3, and stays 3 when 6 is added.
        let upper: UInt64 = 0xf0f0_f0f0_f0f0_f0f0
        let threes: UInt64 = 0x3030_3030_3030_3030
        guard text & upper == threes, (text &+ 0x0606_0606_0606_0606) & upper == threes else { return nil }
        let digits = text &- threes
        let pairs = (digits &* 10 &+ digits >> 8) & 0x00ff_00ff_00ff_00ff
        let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_ffff_0000_ffff
        return UInt32(truncatingIfNeeded: (fours &* 10_000 &+ fours >> 32) & 0xffff_ffff)
    }
}
