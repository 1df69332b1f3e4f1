/// The first line of a request (RFC 9112, section 3).
struct RequestLine {
    let method: String
    let target: String
    let isHTTP11: Bool

    /// - Returns: nil when it is not a method, a target and HTTP/1.0 or HTTP/1.1 with one space between them.
    init?(_ head: UnsafeRawBufferPointer, _ line: Range<Int>) {
        let bytes = head[line]
        let space = UInt8(ascii: " ")
        guard let first = bytes.firstIndex(of: space), first > line.lowerBound else { return nil }
        let afterMethod = first + 1
        guard let second = bytes[afterMethod...].firstIndex(of: space), second > afterMethod else { return nil }
        guard bytes[..<first].allSatisfy(Self.isTokenByte) else { return nil }
        guard bytes[afterMethod..<second].allSatisfy({ $0 > space && $0 < 0x7F }) else { return nil }
        let version = bytes[(second + 1)...]
        isHTTP11 = version.elementsEqual("HTTP/1.1".utf8)
        guard isHTTP11 || version.elementsEqual("HTTP/1.0".utf8) else { return nil }
        method = String(decoding: bytes[..<first], as: UTF8.self)
        target = String(decoding: bytes[afterMethod..<second], as: UTF8.self)
    }

    /// A byte of a token (RFC 9110, section 5.6.2).
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
