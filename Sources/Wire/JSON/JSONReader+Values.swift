extension JSONReader {
    /// The value here, checked; an array or object is read to its end.
    ///
    /// - Throws: `JSONError` for malformed text.
    public mutating func readToken() throws(JSONError) -> JSONToken {
        skipWhitespace()
        let token: JSONToken
        switch try peek() {
        case UInt8(ascii: "\""): token = .string(try scanString())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): token = .number(try scanNumber())
        case UInt8(ascii: "{"): token = .object(count: try skipMembers())
        case UInt8(ascii: "["): token = .array(try scanElements())
        case UInt8(ascii: "t"):
            try scanWord("true")
            token = .bool(true)
        case UInt8(ascii: "f"):
            try scanWord("false")
            token = .bool(false)
        case UInt8(ascii: "n"):
            try scanWord("null")
            token = .null
        default: throw failure(.unexpectedByte)
        }
        endValue()
        return token
    }

    /// Reads a member's value into `slot`, which must be empty: the same name twice is refused, since readers disagree on which counts.
    ///
    /// - Throws: `JSONError`: `duplicateMember`, or malformed text.
    public mutating func readToken(once slot: inout JSONToken?) throws(JSONError) {
        guard slot == nil else { throw failure(.duplicateMember) }
        slot = try readToken()
    }

    /// Reads past the value here, checking it.
    ///
    /// - Throws: `JSONError` for malformed text.
    public mutating func skipValue() throws(JSONError) {
        _ = try readToken()
    }

    /// The string here.
    ///
    /// - Throws: `JSONError`: `wrongType`, `invalidUTF8`, or malformed text.
    public mutating func readString() throws(JSONError) -> String {
        guard case .string(let text) = try readToken() else { throw failure(.wrongType) }
        return try text.string()
    }

    /// The whole number here; a fraction or an exponent is refused even where the value is whole.
    ///
    /// - Throws: `JSONError`: `wrongType`, `invalidNumber`, or malformed text.
    public mutating func readInteger() throws(JSONError) -> Int64 {
        guard case .number(let text) = try readToken() else { throw failure(.wrongType) }
        guard let value = text.integer else { throw failure(.invalidNumber) }
        return value
    }

    /// The number here; one too large for a `Double` is refused.
    ///
    /// - Throws: `JSONError`: `wrongType`, `invalidNumber`, or malformed text.
    public mutating func readDouble() throws(JSONError) -> Double {
        guard case .number(let text) = try readToken() else { throw failure(.wrongType) }
        guard let value = text.double else { throw failure(.invalidNumber) }
        return value
    }

    /// The truth value here.
    ///
    /// - Throws: `JSONError`: `wrongType`, or malformed text.
    public mutating func readBool() throws(JSONError) -> Bool {
        guard case .bool(let value) = try readToken() else { throw failure(.wrongType) }
        return value
    }

    /// Whether `null` is here; then it has been read.
    ///
    /// - Throws: `JSONError` for malformed text.
    public mutating func readNull() throws(JSONError) -> Bool {
        skipWhitespace()
        guard try peek() == UInt8(ascii: "n") else { return false }
        try skipValue()
        return true
    }

    private mutating func skipMembers() throws(JSONError) -> Int {
        var count = 0
        try beginObject()
        while try nextMember() != nil {
            try skipValue()
            count += 1
        }
        return count
    }

    private mutating func scanElements() throws(JSONError) -> JSONElements {
        let start = position
        var count = 0
        try beginArray()
        while try nextElement() {
            try skipValue()
            count += 1
        }
        return JSONElements(bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<position]), count: count)
    }
}
