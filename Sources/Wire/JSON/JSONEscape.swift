/// One escape of a string (RFC 8259 section 7): a two-character one, `\uXXXX`, or a surrogate pair of those.
struct JSONEscape {
    /// The character that it stands for.
    let scalar: Unicode.Scalar
    /// How many bytes of text it takes.
    let length: Int

    /// Reads the escape whose backslash is at `offset`; nil when it is none or only half a surrogate pair.
    init?(parsing bytes: UnsafeRawBufferPointer, at offset: Int) {
        guard offset + 1 < bytes.count else { return nil }
        if bytes[offset + 1] != UInt8(ascii: "u") {
            guard let scalar = Self.short(bytes[offset + 1]) else { return nil }
            self.init(scalar: scalar, length: 2)
            return
        }
        guard let unit = Self.unit(in: bytes, at: offset) else { return nil }
        if let scalar = Unicode.Scalar(unit) {
            self.init(scalar: scalar, length: 6)
            return
        }
        guard unit < 0xDC00, let low = Self.unit(in: bytes, at: offset + 6), 0xDC00...0xDFFF ~= low,
            let scalar = Unicode.Scalar(0x1_0000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
        else { return nil }
        self.init(scalar: scalar, length: 12)
    }

    /// Reads an escape that has been checked before.
    init(in bytes: UnsafeRawBufferPointer, at offset: Int) {
        self = JSONEscape(parsing: bytes, at: offset) ?? JSONEscape(scalar: "\u{FFFD}", length: 2)
    }

    private init(scalar: Unicode.Scalar, length: Int) {
        self.scalar = scalar
        self.length = length
    }

    private static func short(_ byte: UInt8) -> Unicode.Scalar? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(byte)
        case UInt8(ascii: "b"): "\u{08}"
        case UInt8(ascii: "f"): "\u{0C}"
        case UInt8(ascii: "n"): "\n"
        case UInt8(ascii: "r"): "\r"
        case UInt8(ascii: "t"): "\t"
        default: nil
        }
    }

    /// The UTF-16 code unit of the `\uXXXX` at `offset`.
    private static func unit(in bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt16? {
        guard offset + 6 <= bytes.count, bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt16 = 0
        for position in offset + 2..<offset + 6 {
            guard let digit = hexadecimal(bytes[position]) else { return nil }
            unit = unit << 4 | digit
        }
        return unit
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
