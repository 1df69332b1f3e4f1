/// The path and the query of a request's target, as far as the sockets need them (RFC 3986, sections 3.3 and 3.4).
struct RequestTarget {
    /// As it came: the ids of this server need no escapes.
    let path: Substring
    private let query: Substring

    init(_ uri: String) {
        let mark = uri.utf8.firstIndex(of: UInt8(ascii: "?")) ?? uri.endIndex
        path = uri[..<mark]
        let rest = uri[mark...].dropFirst()
        query = rest[..<(rest.utf8.firstIndex(of: UInt8(ascii: "#")) ?? rest.endIndex)]
    }

    /// The first value of a parameter with its escapes resolved; nil when it is absent or its escapes are broken.
    func parameter(_ name: String) -> String? {
        parameters(name, limit: 1).first
    }

    /// The values of a parameter, escapes in names and values resolved; those with broken escapes are left out.
    func parameters(_ name: String, limit: Int = 1000) -> [String] {
        var values: [String] = []
        var rest = query.utf8
        while !rest.isEmpty, values.count < limit {
            let pair = rest.prefix { $0 != UInt8(ascii: "&") }
            rest = rest[pair.endIndex...].dropFirst()
            let key = pair.prefix { $0 != UInt8(ascii: "=") }
            guard Self.decode(Substring(key)) == name else { continue }
            if let value = Self.decode(Substring(pair[key.endIndex...].dropFirst())) { values.append(value) }
        }
        return values
    }

    private static func decode(_ text: Substring) -> String? {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"):
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

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
    }
}
