extension ByteCursor {
    /// A variable-length integer.
    @inline(__always)
    mutating func put(varint number: Int) {
        var rest = UInt(bitPattern: number)
        while rest > 0x7F {
            put(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        put(UInt8(truncatingIfNeeded: rest))
    }
}
