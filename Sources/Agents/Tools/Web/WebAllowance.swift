import Essentials

/// One entry of an allow-list.
public struct WebAllowance: Sendable, Hashable {
    enum Rule: Sendable, Hashable {
        /// This host.
        case host(WebHost, WebScheme, port: Int)
        /// All names below this one, which begins with a dot.
        case suffix(String, WebScheme, port: Int)
        /// These addresses may be connected to although they are private; it allows no URL.
        case network(IPNetwork)
    }

    /// As it was written.
    public let text: String
    let rule: Rule

    /// Reads an entry; nil when it is none.
    ///
    /// `api.example.com` (HTTPS at port 443), `.example.com` (all below it, not itself), `api.example.com:8443`,
    /// `http://127.0.0.1:9090` (unencrypted), `10.0.0.5:8443` and `[fd00::5]` (an address, which may be private),
    /// `10.0.0.0/8` (private addresses that the names listed beside it may have).
    public init?(_ text: String) {
        self.text = text
        if let network = IPNetwork(text) {
            rule = .network(network)
            return
        }
        let separator = text.firstRange(of: "://")
        guard let scheme = WebScheme(rawValue: separator.map { text[..<$0.lowerBound].lowercased() } ?? "https") else { return nil }
        let authority = separator.map { text[$0.upperBound...] } ?? text[...]
        let isSuffix = authority.first == "."
        guard let (host, port) = WebTarget.hostAndPort(isSuffix ? authority.dropFirst() : authority) else { return nil }
        guard isSuffix else {
            rule = .host(host, scheme, port: port ?? scheme.usualPort)
            return
        }
        guard case .name(let name) = host else { return nil }
        rule = .suffix("." + name, scheme, port: port ?? scheme.usualPort)
    }

    /// Whether it lets a URL be asked for.
    func allows(_ target: WebTarget) -> Bool {
        switch rule {
        case .host(let host, let scheme, let port):
            return (target.host, target.scheme, target.port) == (host, scheme, port)
        case .suffix(let suffix, let scheme, let port):
            guard case .name(let name) = target.host else { return false }
            return name.hasSuffix(suffix) && (target.scheme, target.port) == (scheme, port)
        case .network:
            return false
        }
    }

    /// Whether it names an address.
    func names(_ address: IPAddress) -> Bool {
        switch rule {
        case .host(.address(let listed), _, _): listed.reached == address.reached
        case .host, .suffix: false
        case .network(let network): network.contains(address) || network.contains(address.reached)
        }
    }
}
