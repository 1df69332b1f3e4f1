/// What a URL points to: all that a request needs, checked.
public struct WebTarget: Sendable, Hashable {
    /// The longest URL, in bytes.
    public static let limit = 2_048

    public let scheme: WebScheme
    public let host: WebHost
    public let port: Int
    /// Path and query, with `/` at its beginning; without the fragment.
    public let path: String

    /// Reads an absolute URL with `http` or `https`.
    ///
    /// Strict, so that nobody understands it otherwise than we do: no user, no backslash, no blank, no control character, nothing
    /// that is not ASCII.
    ///
    /// - Throws: ``ToolError`` that says what is wrong with it.
    public init(_ url: String) throws(ToolError) {
        guard url.utf8.count <= Self.limit else { throw ToolError("the URL is longer than \(Self.limit) bytes") }
        guard url.utf8.allSatisfy(Self.isPlain) else {
            throw ToolError("the URL has a character that must be percent-encoded, or a host that must be written with xn--")
        }
        guard let separator = url.firstRange(of: "://"), let scheme = WebScheme(rawValue: url[..<separator.lowerBound].lowercased()) else {
            throw ToolError("the URL must be absolute and begin with https:// or http://")
        }
        let rest = url[separator.upperBound...].prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { throw ToolError("the URL must not name a user") }
        guard let (host, port) = Self.hostAndPort(authority) else { throw ToolError("the URL's host or port is not valid") }
        let path = rest[authority.endIndex...]
        self.init(scheme: scheme, host: host, port: port ?? scheme.usualPort, path: path.hasPrefix("/") ? String(path) : "/" + path)
    }

    private init(scheme: WebScheme, host: WebHost, port: Int, path: String) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
    }

    /// `https://example.com:8443/path`; the port only where it is not the usual one.
    public var url: String {
        origin + path
    }

    /// Where a redirect leads: an absolute URL, one without a scheme, or a path.
    ///
    /// - Throws: ``ToolError`` that says what is wrong with it.
    public func redirected(to location: String) throws(ToolError) -> WebTarget {
        if location.contains("://"), !location.hasPrefix("/"), !location.hasPrefix("?") { return try WebTarget(location) }
        if location.hasPrefix("//") { return try WebTarget("\(scheme.rawValue):\(location)") }
        if location.hasPrefix("/") { return try WebTarget(origin + location) }
        let folder = path.prefix { $0 != "?" }
        let base = location.hasPrefix("?") ? folder[...] : folder[...(folder.lastIndex(of: "/") ?? folder.startIndex)]
        return try WebTarget(origin + base + location)
    }

    private var origin: String {
        "\(scheme.rawValue)://\(host.text)" + (port == scheme.usualPort ? "" : ":\(port)")
    }

    static func hostAndPort(_ authority: Substring) -> (host: WebHost, port: Int?)? {
        let isBracketed = authority.first == "["
        let end = isBracketed ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
        let hostEnd = end ?? authority.endIndex
        guard let host = WebHost(authority[..<hostEnd]) else { return nil }
        let rest = authority[hostEnd...]
        guard !rest.isEmpty else { return (host, nil) }
        let digits = rest.dropFirst()
        guard rest.first == ":", (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }),
            let port = Int(digits), (1...65_535).contains(port)
        else { return nil }
        return (host, port)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "<")
            && byte != UInt8(ascii: ">")
    }
}
