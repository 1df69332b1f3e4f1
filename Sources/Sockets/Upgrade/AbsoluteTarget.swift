/// A request's target in absolute form, taken apart: `http://host:port/path?query` (RFC 9112, section 3.2.2).
///
/// Its authority is what the request is for; the field `Host` beside it does not count.
struct AbsoluteTarget: Equatable {
    let authority: String
    /// Path and query, as they would stand in the usual form.
    let originForm: String

    /// - Returns: nil for a target of another form.
    init?(_ target: String) {
        guard target.utf8.first != UInt8(ascii: "/"), let separator = target.firstRange(of: "://"),
            Self.isScheme(target[..<separator.lowerBound])
        else { return nil }
        let rest = target[separator.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        authority = String(rest[..<end])
        originForm = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/" + rest[end...]
    }

    /// RFC 3986, section 3.1.
    private static func isScheme(_ text: Substring) -> Bool {
        text.first.map { $0.isASCII && $0.isLetter } == true
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    }
}
