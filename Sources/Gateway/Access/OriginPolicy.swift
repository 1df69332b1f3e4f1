/// Which web pages may open sockets: the check that keeps a foreign page from using a visitor's network position.
///
/// A request without `Origin` does not come from a browser and is allowed (RFC 6455, section 10.2).
public struct OriginPolicy: Sendable {
    /// One allowed origin.
    public enum Pattern: Sendable, Equatable {
        /// `example.com`: this host, any scheme and port.
        case host(String)
        /// `.example.com`: the host and all below it.
        case domain(String)
        /// `https://example.com:8443`: exactly this.
        case origin(String)

        /// Reads a pattern as it stands in the settings.
        public init(_ text: String) {
            let text = text.lowercased()
            if text.contains("://") {
                self = .origin(OriginPolicy.withPort(text))
            } else if text.hasPrefix(".") {
                self = .domain(String(text.dropFirst()))
            } else {
                self = .host(text)
            }
        }

        func matches(origin: String, host: String) -> Bool {
            switch self {
            case .host(let allowed): host == allowed
            case .domain(let allowed): host == allowed || host.hasSuffix("." + allowed)
            case .origin(let allowed): OriginPolicy.withPort(origin) == allowed
            }
        }
    }

    private let isOn: Bool
    private let patterns: [Pattern]

    /// No check: development.
    public static let off = OriginPolicy(isOn: false, patterns: [])

    /// - Parameter patterns: allowed beside the request's own host.
    public init(allowing patterns: [String]) {
        self.init(isOn: true, patterns: patterns.map(Pattern.init))
    }

    private init(isOn: Bool, patterns: [Pattern]) {
        self.isOn = isOn
        self.patterns = patterns
    }

    /// Whether a request may open a socket.
    ///
    /// - Parameters:
    ///   - origin: the `Origin` field; nil when there is none.
    ///   - host: the `Host` field.
    public func allows(origin: String?, host: String?) -> Bool {
        guard isOn, let origin = origin?.lowercased() else { return true }
        guard let separator = origin.firstRange(of: "://") else { return false }
        let authority = String(origin[separator.upperBound...])
        guard let name = Self.hostName(authority) else { return false }
        if let host = host?.lowercased(), authority == host { return true }
        return patterns.contains { $0.matches(origin: origin, host: name) }
    }

    /// The host of `host[:port]`; nil for anything else, such as a name and password before the host.
    private static func hostName(_ authority: String) -> String? {
        let afterBracket = authority.hasPrefix("[") ? authority.firstIndex(of: "]") : authority.startIndex
        guard let afterBracket, !authority.isEmpty else { return nil }
        let colon = authority[afterBracket...].firstIndex(of: ":") ?? authority.endIndex
        let port = authority[colon...].dropFirst()
        guard port.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        let host = authority[..<colon]
        return host.contains { $0 == "@" || $0 == "/" } ? nil : String(host)
    }

    /// An origin with the port that its scheme implies, so that both ways to write it compare equal.
    private static func withPort(_ origin: String) -> String {
        guard let separator = origin.firstRange(of: "://") else { return origin }
        let scheme = origin[..<separator.lowerBound]
        let authority = origin[separator.upperBound...]
        let afterHost = authority.lastIndex(of: "]").map { authority[$0...] } ?? authority
        if afterHost.contains(":") { return origin }
        return origin + (scheme == "https" || scheme == "wss" ? ":443" : ":80")
    }
}
