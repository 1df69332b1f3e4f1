/// URLs as they may be shown and logged: a name and password, a query or a fragment can be a secret.
enum ShownURL {
    /// Scheme, host, port and path of a URL; what is no URL stays as it is.
    static func text(_ url: String) -> String {
        guard let separator = url.firstRange(of: "://") else { return url }
        let rest = url[separator.upperBound...].prefix { $0 != "?" && $0 != "#" }
        let authority = rest.prefix { $0 != "/" }
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        return String(url[..<separator.upperBound] + host + rest[authority.endIndex...])
    }
}
