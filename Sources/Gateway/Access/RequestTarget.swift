import Sockets

/// The path and the query of a request's target (RFC 3986, sections 3.3 and 3.4).
struct RequestTarget {
    /// As it came: the ids of this server need no escapes.
    let path: Substring
    private let query: Substring

    /// More parameters than this of one name are passed over.
    private static let valueLimit = 1_000

    init(_ uri: String) {
        var uri = uri
        let (pathEnd, queryEnd) = uri.withUTF8 { bytes in
            let mark = bytes.offset(of: UInt8(ascii: "?"))
            return (mark, bytes.offset(of: UInt8(ascii: "#"), from: mark))
        }
        let mark = uri.utf8.index(uri.startIndex, offsetBy: pathEnd)
        path = uri[..<mark]
        query = pathEnd < queryEnd ? uri[uri.utf8.index(after: mark)..<uri.utf8.index(uri.startIndex, offsetBy: queryEnd)] : ""
    }

    /// The first value of a parameter with its escapes resolved; nil when it is absent or its escapes are broken.
    func parameter(_ name: String) -> String? {
        var first: String?
        forEachValue(of: name) { value in
            first = value
            return value == nil
        }
        return first
    }

    /// The values of a parameter in their order, escapes in names and values resolved; nil for those with broken escapes.
    func values(_ name: String) -> [String?] {
        var values: [String?] = []
        forEachValue(of: name) { value in
            values.append(value)
            return values.count < Self.valueLimit
        }
        return values
    }

    /// - Parameter body: called with each value, until it returns false.
    private func forEachValue(of name: String, _ body: (String?) -> Bool) {
        var (query, name) = (query, name)
        name.withUTF8 { name in
            query.withUTF8 { query in
                var start = 0
                while start < query.count {
                    let end = query.offset(of: UInt8(ascii: "&"), from: start)
                    let pair = query.part(start..<end)
                    start = end + 1
                    let nameEnd = pair.offset(of: UInt8(ascii: "="))
                    guard PercentEncoding.isSpelt(pair.part(0..<nameEnd), name) else { continue }
                    let value = pair.part(min(nameEnd + 1, pair.count)..<pair.count)
                    guard body(PercentEncoding.decode(value, isForm: true)) else { return }
                }
            }
        }
    }
}
