/// Why a text is not the JSON that was asked for.
public struct JSONError: Error, Sendable, Equatable {
    /// The closed set of reasons.
    public enum Code: String, Sendable {
        /// The text ended inside a value.
        case unexpectedEnd
        /// A byte that RFC 8259 does not allow here.
        case unexpectedByte
        /// An escape that RFC 8259 section 7 does not know, or half a surrogate pair.
        case invalidEscape
        /// A control character that is not escaped.
        case controlCharacter
        /// A number that does not follow RFC 8259 section 6, is longer than 1,000 bytes, or does not fit the type asked for.
        case invalidNumber
        /// A string that is not UTF-8.
        case invalidUTF8
        /// Arrays and objects nested deeper than ``JSONReader/maximumDepth``.
        case tooDeep
        /// A known member that comes twice.
        case duplicateMember
        /// Something follows the value.
        case trailingBytes
        /// A valid value of another type than the one asked for.
        case wrongType
    }

    /// The reason.
    public var code: Code
    /// Where the reader stood, in bytes from the start.
    public var offset: Int

    /// An error at an offset in bytes.
    public init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }
}
