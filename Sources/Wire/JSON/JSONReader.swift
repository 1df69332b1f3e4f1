/// A strict pull reader of one JSON text (RFC 8259) that allocates nothing.
///
/// Refuses what lenient parsers let pass: leading zeros, trailing commas, bare control characters, unknown escapes, half
/// surrogate pairs, nesting beyond ``maximumDepth``, bytes after the value. Never reads outside its bytes, whatever they hold.
///
/// ```swift
/// var reader = JSONReader(bytes)
/// try reader.beginObject()
/// while let name = try reader.nextMember() {
///     switch name {
///     case "title": title = try reader.readString()
///     default: try reader.skipValue()
///     }
/// }
/// try reader.finish()
/// ```
///
/// After ``nextMember()`` and after a true ``nextElement()`` exactly one value must be read. The bytes must stay in place as
/// long as the reader, or a ``JSONText`` from it, is in use. Not for use from several threads at once.
public struct JSONReader {
    /// How deep arrays and objects may nest: 32.
    public static let maximumDepth = 32

    let bytes: UnsafeRawBufferPointer
    var position = 0
    var depth = 0
    /// Whether a value was read in the innermost container, so that the next one needs a comma before it.
    private var needsComma = false

    /// A reader at the start of `bytes`.
    public init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Enters an object.
    ///
    /// - Throws: `JSONError`: `wrongType`, `tooDeep`, or malformed text.
    public mutating func beginObject() throws(JSONError) {
        try begin(UInt8(ascii: "{"))
    }

    /// Enters an array.
    ///
    /// - Throws: `JSONError`: `wrongType`, `tooDeep`, or malformed text.
    public mutating func beginArray() throws(JSONError) {
        try begin(UInt8(ascii: "["))
    }

    /// The next member's name, with the reader at its value; nil, with the object left, when there is none.
    ///
    /// - Throws: `JSONError` for malformed text.
    public mutating func nextMember() throws(JSONError) -> JSONText? {
        guard try more(until: UInt8(ascii: "}")) else { return nil }
        guard try peek() == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
        let name = try scanString()
        skipWhitespace()
        guard try peek() == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
        position += 1
        return name
    }

    /// Whether another element follows, with the reader at it; false, with the array left, when there is none.
    ///
    /// - Throws: `JSONError` for malformed text.
    public mutating func nextElement() throws(JSONError) -> Bool {
        try more(until: UInt8(ascii: "]"))
    }

    /// Checks that nothing but white space follows.
    ///
    /// - Throws: `JSONError` with `trailingBytes`.
    public mutating func finish() throws(JSONError) {
        skipWhitespace()
        guard position == bytes.count else { throw failure(.trailingBytes) }
    }

    private mutating func begin(_ bracket: UInt8) throws(JSONError) {
        skipWhitespace()
        guard try peek() == bracket else { throw failure(startsValue ? .wrongType : .unexpectedByte) }
        guard depth < Self.maximumDepth else { throw failure(.tooDeep) }
        depth += 1
        position += 1
        needsComma = false
    }

    private mutating func more(until bracket: UInt8) throws(JSONError) -> Bool {
        skipWhitespace()
        if try peek() == bracket {
            position += 1
            depth -= 1
            needsComma = true
            return false
        }
        if needsComma {
            guard try peek() == UInt8(ascii: ",") else { throw failure(.unexpectedByte) }
            position += 1
            skipWhitespace()
        }
        needsComma = false
        return true
    }

    /// Marks that a value was read.
    @inline(__always)
    mutating func endValue() {
        needsComma = true
    }

    @inline(__always)
    mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position &+= 1
            default: return
            }
        }
    }

    @inline(__always)
    func peek() throws(JSONError) -> UInt8 {
        guard position < bytes.count else { throw failure(.unexpectedEnd) }
        return bytes[position]
    }

    func failure(_ code: JSONError.Code) -> JSONError {
        JSONError(code, at: position)
    }

    /// Whether the byte here can start some value, so that the text may be right and only the type wrong.
    var startsValue: Bool {
        guard position < bytes.count else { return false }
        switch bytes[position] {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "-"), UInt8(ascii: "t"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return true
        default:
            return false
        }
    }
}
