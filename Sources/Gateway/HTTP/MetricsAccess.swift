/// Who may read the metrics without a token.
public enum MetricsAccess: Sendable {
    /// Everybody.
    case open
    /// Requests whose `Host` names this machine, as a scraper beside the server sends; not a page in a browser that a
    /// foreign name leads here.
    case loopback
    /// Nobody.
    case token

    func isOpen(host: String?) -> Bool {
        switch self {
        case .open: true
        case .token: false
        case .loopback: host.map(Self.isLoopback) ?? false
        }
    }

    static func isLoopback(_ host: String) -> Bool {
        if host.hasPrefix("[::1]") { return true }
        let name = host.lowercased().prefix { $0 != ":" }
        return name == "localhost" || (name.hasPrefix("127.") && name.allSatisfy { $0.isNumber || $0 == "." })
    }
}
