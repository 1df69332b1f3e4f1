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
        let end = host.hasPrefix("[") ? host.firstIndex(of: "]").map(host.index(after:)) : host.firstIndex(of: ":")
        let name = host[..<(end ?? host.endIndex)]
        guard isPort(host.dropFirst(name.count)) else { return false }
        return name.lowercased() == "localhost" || name == "[::1]" || isLoopbackAddress(name)
    }

    /// A colon and a number, or nothing.
    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || (text.first == ":" && text.dropFirst().utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    }

    /// Four numbers, the first of them 127.
    private static func isLoopbackAddress(_ name: some StringProtocol) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
