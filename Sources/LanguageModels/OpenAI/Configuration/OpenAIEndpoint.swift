import Foundation

/// Where requests go.
public struct OpenAIEndpoint: Sendable, Equatable, CustomStringConvertible {
    /// The whole URL of `chat/completions`.
    let url: String

    /// The URL without its query, which may hold a secret; for logs.
    public let description: String

    /// Who is there: a value of `gen_ai_provider_name`, from a closed set.
    public let provider: String

    /// - Parameter base: a URL with `http` or `https`, a host, no user and no fragment. `chat/completions` is added to its path
    ///   unless it is there; a base without a path gets `/v1/chat/completions`, as most servers have it. A query is kept.
    /// - Throws: ``OpenAIConfigurationError`` for anything else.
    public init(base: String) throws(OpenAIConfigurationError) {
        guard var parts = URLComponents(string: base, encodingInvalidCharacters: false), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.password == nil, parts.fragment == nil, parts.port.map({ (1...65_535).contains($0) }) ?? true
        else { throw OpenAIConfigurationError(.url) }
        parts.scheme = scheme
        parts.path = Self.path(parts.path)
        var shown = parts
        shown.query = nil
        guard let url = parts.string, let description = shown.string else { throw OpenAIConfigurationError(.url) }
        self.url = url
        self.description = description
        provider = ProviderName.of(host: host)
    }

    private static func path(_ base: String) -> String {
        var path = base[...]
        while path.hasSuffix("/") { path.removeLast() }
        if path.hasSuffix("/chat/completions") { return String(path) }
        return (path.isEmpty ? "/v1" : path) + "/chat/completions"
    }
}
