/// Reads one JSON object from bytes, strictly.
///
/// Two members of one name are refused, whichever way the name is escaped (RFC 7515 section 4, RFC 7519 section 4);
/// so are lone surrogates, invalid UTF-8 and everything else that RFC 8259 does not allow. Depth and members are
/// bounded; the caller bounds the size.
struct JSONParser {
    /// The deepest nesting that is read.
    static let maximumDepth = 16
    /// The most members that one object may have: the check for duplicates is quadratic.
    static let maximumMembers = 256

    let bytes: [UInt8]
    var position = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The object that `bytes` hold, with nothing but white space around it.
    static func object(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONObject {
        var parser = JSONParser(bytes)
        parser.skipWhitespace()
        guard case .object(let object) = try parser.value() else { throw .invalid }
        parser.skipWhitespace()
        guard parser.position == bytes.count else { throw .invalid }
        return object
    }

    /// The byte at the position, or nil at the end.
    var current: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func skipWhitespace() {
        while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    /// Steps over `byte` if it is next.
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    private mutating func value() throws(JSONSyntaxError) -> JSONValue {
        switch current {
        case UInt8(ascii: "{"): return try nested { parser throws(JSONSyntaxError) in try .object(parser.members()) }
        case UInt8(ascii: "["): return try nested { parser throws(JSONSyntaxError) in try .array(parser.elements()) }
        case UInt8(ascii: "\""): return try .string(text())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try .number(number())
        }
    }

    /// Reads what is between two brackets, one level deeper.
    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONSyntaxError) -> JSONValue
    ) throws(JSONSyntaxError) -> JSONValue {
        guard depth < JSONParser.maximumDepth else { throw .tooDeep }
        depth += 1
        position += 1
        skipWhitespace()
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func members() throws(JSONSyntaxError) -> JSONObject {
        var object = JSONObject()
        if skip(UInt8(ascii: "}")) { return object }
        while true {
            guard object.members.count < JSONParser.maximumMembers else { throw .tooManyMembers }
            let name = try text()
            guard !object.contains(name) else { throw .duplicateMember }
            skipWhitespace()
            guard skip(UInt8(ascii: ":")) else { throw .invalid }
            skipWhitespace()
            try object.append(name, value())
            skipWhitespace()
            if skip(UInt8(ascii: "}")) { return object }
            guard skip(UInt8(ascii: ",")) else { throw .invalid }
            skipWhitespace()
        }
    }

    private mutating func elements() throws(JSONSyntaxError) -> [JSONValue] {
        var values: [JSONValue] = []
        if skip(UInt8(ascii: "]")) { return values }
        while true {
            try values.append(value())
            skipWhitespace()
            if skip(UInt8(ascii: "]")) { return values }
            guard skip(UInt8(ascii: ",")) else { throw .invalid }
            skipWhitespace()
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count, bytes[position..<end].elementsEqual(word.description.utf8) else { throw .invalid }
        position = end
        return value
    }
}
