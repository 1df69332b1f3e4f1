/// The path and the query of a request's target (RFC 3986, sections 3.3 and 3.4).
struct RequestTarget {
    /// As it came: the ids of this server need no escapes.
    let path: Substring
    private let query: Substring

    /// More parameters than this of one name are passed over.
    private static let valueLimit = 1_000

    init(_ uri: String) {
        let mark = uri.utf8.firstIndex(of: UInt8(ascii: "?")) ?? uri.endIndex
        path = uri[..<mark]
        let rest = uri[mark...].dropFirst()
        query = rest[..<(rest.utf8.firstIndex(of: UInt8(ascii: "#")) ?? rest.endIndex)]
    }

    /// The first value of a parameter with its escapes resolved; nil when it is absent or its escapes are broken.
    func parameter(_ name: String) -> String? {
        values(name).lazy.compactMap { $0 }.first
    }

    /// The values of a parameter in their order, escapes in names and values resolved; nil for those with broken escapes.
    func values(_ name: String) -> [String?] {
        var values: [String?] = []
        var rest = query.utf8
        while !rest.isEmpty, values.count < Self.valueLimit {
            let pair = rest.prefix { $0 != UInt8(ascii: "&") }
            rest = rest[pair.endIndex...].dropFirst()
            let key = pair.prefix { $0 != UInt8(ascii: "=") }
            guard PercentEncoding.decode(Substring(key), isForm: true) == name else { continue }
            values.append(PercentEncoding.decode(Substring(pair[key.endIndex...].dropFirst()), isForm: true))
        }
        return values
    }
}
