import Sockets

/// Percent-encoded text (RFC 3986, section 2.1).
enum PercentEncoding {
    /// The text with its escapes resolved; nil when one is broken or when they do not come to UTF-8.
    ///
    /// - Parameter isForm: whether a plus is a blank, as in queries that forms make; in a path it is a plus.
    static func decode(_ text: Substring, isForm: Bool) -> String? {
        var text = text
        return text.withUTF8 { decode($0, isForm: isForm) }
    }

    /// The same for the bytes of a text.
    static func decode(_ text: UnsafeBufferPointer<UInt8>, isForm: Bool) -> String? {
        guard hasEscapes(text) else { return String(validating: text, as: UTF8.self) }
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+") where isForm:
                bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return nil }
                bytes.append(high << 4 | low)
            default:
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Whether a name in a query, escapes resolved, is `name`, byte for byte.
    static func isSpelt(_ text: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard hasEscapes(text) else { return text.hasSameBytes(as: name) }
        guard var decoded = decode(text, isForm: true) else { return false }
        return decoded.withUTF8 { $0.hasSameBytes(as: name) }
    }

    private static func hasEscapes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.offset(of: UInt8(ascii: "%")) < text.count || text.offset(of: UInt8(ascii: "+")) < text.count
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
