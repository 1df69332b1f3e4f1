/// The opening handshake of RFC 6455, section 4.2.1, as far as the request alone decides it.
///
/// NIO's upgrader checks neither the method nor the key's length; here everything is checked, and what fails says whether
/// it is no upgrade at all (HTTP 426) or a malformed one (HTTP 400).
public enum Handshake {
    /// Why a request is not a WebSocket handshake.
    public enum Refusal: Error, Equatable {
        /// A plain request, or another version: 426 with `Sec-WebSocket-Version: 13`.
        case upgradeRequired
        /// A handshake with a fault: 400.
        case malformed(String)
    }

    /// Checks a request.
    ///
    /// - Parameters:
    ///   - isHTTP11: whether the request is HTTP/1.1 or later.
    ///   - values: all values of a header field, by its lower-case name.
    /// - Returns: the value of `Sec-WebSocket-Key`.
    public static func check(
        method: String, isHTTP11: Bool, values: (String) -> [String]
    ) throws(Refusal) -> String {
        guard has(token: "websocket", in: values("upgrade")) else { throw .upgradeRequired }
        guard method == "GET" else { throw .malformed("a WebSocket handshake is a GET request") }
        guard isHTTP11 else { throw .malformed("a WebSocket handshake needs HTTP/1.1") }
        guard has(token: "upgrade", in: values("connection")) else { throw .malformed("Connection does not list Upgrade") }
        let versions = values("sec-websocket-version")
        guard versions.count == 1, versions[0].trimmed == "13" else { throw .upgradeRequired }
        let keys = values("sec-websocket-key").map(\.trimmed)
        guard keys.count == 1, isKey(keys[0]) else { throw .malformed("Sec-WebSocket-Key must be 16 bytes in base64, once") }
        guard !announcesBody(values) else { throw .malformed("a WebSocket handshake has no body") }
        return keys[0]
    }

    /// What follows a handshake are frames: where a body would end and they begin must not be in doubt.
    private static func announcesBody(_ values: (String) -> [String]) -> Bool {
        !values("transfer-encoding").isEmpty || values("content-length").contains { $0.trimmed != "0" }
    }

    /// The tokens of a comma-separated header field, in order, over all its lines.
    public static func tokens(_ values: [String]) -> [String] {
        values.flatMap { $0.split(separator: ",") }.map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    /// Whether a comma-separated field lists a token, whatever its case; the token in lower case.
    private static func has(token: StaticString, in values: [String]) -> Bool {
        values.contains { value in
            var value = value
            return value.withUTF8 { bytes in token.withUTF8Buffer { has(token: $0, in: bytes) } }
        }
    }

    private static func has(token: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var start = 0
        while start < bytes.count {
            let end = bytes.offset(of: UInt8(ascii: ","), from: start)
            if bytes.part(start..<end).trimmed.spells(lowercase: token) { return true }
            start = end + 1
        }
        return false
    }

    /// Sixteen bytes in base64 are 22 digits and two paddings, the last digit with four zero bits.
    private static func isKey(_ key: String) -> Bool {
        var key = key
        return key.withUTF8 { bytes in
            guard bytes.count == 24, bytes[22] == UInt8(ascii: "="), bytes[23] == UInt8(ascii: "=") else { return false }
            switch bytes[21] {
            case UInt8(ascii: "A"), UInt8(ascii: "Q"), UInt8(ascii: "g"), UInt8(ascii: "w"): break
            default: return false
            }
            for byte in bytes.part(0..<21) where !isDigit(byte) { return false }
            return true
        }
    }

    /// A digit of base64.
    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}

extension String {
    /// Without the optional white space around a header value (RFC 9110, section 5.6.3).
    fileprivate var trimmed: String {
        func isSpace(_ byte: UInt8?) -> Bool { byte.map(ASCII.isSpace) ?? false }
        // Nearly always there is none.
        guard isSpace(utf8.first) || isSpace(utf8.last) else { return self }
        var text = self
        return text.withUTF8 { String(decoding: $0.trimmed, as: UTF8.self) }
    }
}
