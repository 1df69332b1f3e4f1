extension JSONReader {
    /// Scans the string whose opening quote is here.
    mutating func scanString() throws(JSONError) -> JSONText {
        position += 1
        let start = position
        var hasEscapes = false
        while true {
            position = ByteScan.firstSpecial(in: bytes, from: position)
            switch try peek() {
            case UInt8(ascii: "\""):
                let text = UnsafeRawBufferPointer(rebasing: bytes[start..<position])
                position += 1
                return JSONText(bytes: text, hasEscapes: hasEscapes)
            case UInt8(ascii: "\\"):
                guard let escape = JSONEscape(parsing: bytes, at: position) else { throw failure(.invalidEscape) }
                position += escape.length
                hasEscapes = true
            default:
                throw failure(.controlCharacter)
            }
        }
    }

    /// The longest number, in bytes. Nobody needs more, and some readers fail at what we pass on as it is: Python's refuses
    /// whole numbers of more than 4,300 digits. RFC 8259 section 9 allows such a limit.
    static let numberLimit = 1_000

    /// Scans the number that starts here: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
    mutating func scanNumber() throws(JSONError) -> JSONText {
        let start = position
        skip(UInt8(ascii: "-"))
        if !skip(UInt8(ascii: "0")) {
            try scanDigits()
        }
        if skip(UInt8(ascii: ".")) {
            try scanDigits()
        }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            _ = skip(UInt8(ascii: "+")) || skip(UInt8(ascii: "-"))
            try scanDigits()
        }
        // "01", "1x" and "-" run on into the next token, where they would be named less well.
        guard position == bytes.count || !Self.continuesNumber(bytes[position]) else { throw failure(.invalidNumber) }
        guard position - start <= Self.numberLimit else { throw failure(.invalidNumber) }
        return JSONText(bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<position]), hasEscapes: false)
    }

    /// Scans `true`, `false` or `null`.
    mutating func scanWord(_ word: StaticString) throws(JSONError) {
        let length = word.utf8CodeUnitCount
        guard bytes.count - position >= length else { throw failure(.unexpectedEnd) }
        let found = JSONText(
            bytes: UnsafeRawBufferPointer(rebasing: bytes[position..<position + length]), hasEscapes: false)
        guard found.equals(word) else { throw failure(.unexpectedByte) }
        position += length
    }

    private mutating func scanDigits() throws(JSONError) {
        let start = position
        while position < bytes.count, Self.isDigit(bytes[position]) {
            position &+= 1
        }
        guard position > start else { throw failure(position == bytes.count ? .unexpectedEnd : .invalidNumber) }
    }

    @discardableResult
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position &+= 1
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    private static func continuesNumber(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
            || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }
}
