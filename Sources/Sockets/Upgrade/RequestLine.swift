/// The first line of a request (RFC 9112, section 3).
struct RequestLine {
    let method: String
    let target: String
    let isHTTP11: Bool

    /// - Parameter line: without its end.
    /// - Returns: nil when it is not a method, a target and HTTP/1.0 or HTTP/1.1 with one space between them.
    init?(_ line: UnsafeBufferPointer<UInt8>) {
        let space = UInt8(ascii: " ")
        let first = line.offset(of: space)
        let second = line.offset(of: space, from: first + 1)
        guard first > 0, second > first + 1, second < line.count else { return nil }
        let (method, target, version) = (line.part(0..<first), line.part(first + 1..<second), line.part(second + 1..<line.count))
        guard Self.isToken(method), Self.isVisible(target) else { return nil }
        isHTTP11 = version.spells("HTTP/1.1")
        guard isHTTP11 || version.spells("HTTP/1.0") else { return nil }
        self.method = String(decoding: method, as: UTF8.self)
        self.target = String(decoding: target, as: UTF8.self)
    }

    /// Whether all of them are bytes of a token (RFC 9110, section 5.6.2).
    static func isToken(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in bytes where !isTokenByte(byte) { return false }
        return true
    }

    /// Whether all of them are printable characters of ASCII other than the blank. Without a way out of the loop, so that the
    /// compiler takes many bytes at a time.
    private static func isVisible(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var highest: UInt8 = 0
        for byte in bytes { highest = max(highest, byte &- 0x21) }
        return highest < 0x7F - 0x21
    }

    /// A byte of a token.
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
