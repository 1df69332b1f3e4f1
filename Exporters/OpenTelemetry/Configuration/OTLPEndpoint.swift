import Foundation

/// Where requests go.
public struct OTLPEndpoint: Sendable, Hashable, CustomStringConvertible {
    /// The whole URL, with a path.
    public let url: String

    /// The URL without its query, which may hold a secret; for logs.
    public let description: String

    /// Whether the connection is encrypted.
    public let isSecure: Bool

    /// - Parameter url: with `http` or `https`, a host, no user and no fragment; used as it is, but for the path `/` where it
    ///   has none. Nil for anything else.
    public init?(_ url: String) {
        guard let parts = URLComponents(string: url, encodingInvalidCharacters: false), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme),
            parts.host?.isEmpty == false, parts.user == nil, parts.password == nil, parts.fragment == nil,
            parts.port.map({ (1...65_535).contains($0) }) ?? true
        else { return nil }
        var whole = parts
        if whole.path.isEmpty { whole.path = "/" }
        var shown = whole
        shown.query = nil
        guard let text = whole.string, let short = shown.string else { return nil }
        self.url = text
        description = short
        isSecure = scheme == "https"
    }

    /// The endpoint of metrics at a server whose base URL this is: `v1/metrics` below it. A query is dropped.
    public init?(base url: String) {
        guard OTLPEndpoint(url) != nil, var parts = URLComponents(string: url, encodingInvalidCharacters: false) else { return nil }
        parts.query = nil
        parts.path += parts.path.hasSuffix("/") ? "v1/metrics" : "/v1/metrics"
        guard let text = parts.string else { return nil }
        self.init(text)
    }
}
