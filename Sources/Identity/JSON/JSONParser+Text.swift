extension JSONParser {
    /// Reads a string, its quotes included, and returns what it spells (RFC 8259 section 7).
    mutating func text() throws(JSONSyntaxError) -> String {
        guard current == UInt8(ascii: "\"") else { throw .invalid }
        position += 1
        let start = position
        var seen: UInt8 = 0
        while let byte = current, byte >= 0x20 {
            switch byte {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                return try JSONParser.decoded(bytes[start..<position], isASCII: seen < 0x80)
            case UInt8(ascii: "\\"):
                return try escapedText(Array(bytes[start..<position]))
            default:
                seen |= byte
                position += 1
            }
        }
        throw .invalid
    }

    /// Reads the rest of a string from its first escape on; most strings have none and are never copied here.
    private mutating func escapedText(_ beginning: [UInt8]) throws(JSONSyntaxError) -> String {
        var unescaped = beginning
        while let byte = current, byte >= 0x20 {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try JSONParser.decoded(unescaped[...], isASCII: false)
            case UInt8(ascii: "\\"): unescaped += try escape()
            default: unescaped.append(byte)
            }
        }
        throw .invalid
    }

    /// The general way costs several times the short one, and nearly all strings in tokens are ASCII.
    private static func decoded(_ bytes: ArraySlice<UInt8>, isASCII: Bool) throws(JSONSyntaxError) -> String {
        if isASCII { return String(decoding: bytes, as: UTF8.self) }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .invalid }
        return text
    }

    /// Reads what follows a backslash and returns its UTF-8.
    private mutating func escape() throws(JSONSyntaxError) -> [UInt8] {
        guard let byte = current else { throw .invalid }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
        default: throw .invalid
        }
    }

    /// Reads the four digits after `\u`, and the second half of a surrogate pair when they are the first.
    private mutating func scalar() throws(JSONSyntaxError) -> Unicode.Scalar {
        var code = try hexadecimal()
        if (0xD800..<0xDC00).contains(code) {
            guard current == UInt8(ascii: "\\") else { throw .invalid }
            position += 1
            guard current == UInt8(ascii: "u") else { throw .invalid }
            position += 1
            let low = try hexadecimal()
            guard (0xDC00..<0xE000).contains(low) else { throw .invalid }
            code = 0x10000 + ((code - 0xD800) << 10 | (low - 0xDC00))
        }
        guard let scalar = Unicode.Scalar(code) else { throw .invalid }
        return scalar
    }

    /// Reads four hexadecimal digits.
    private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = JSONParser.hexadecimalValue(byte) else { throw .invalid }
            code = code << 4 | digit
            position += 1
        }
        return code
    }

    private static func hexadecimalValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
