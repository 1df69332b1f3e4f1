import Essentials
import NIOCore

/// Proxies whose word on the client's address is taken, as networks.
public struct TrustedProxies: Sendable {
    private let networks: [IPNetwork]

    /// - Parameter networks: `10.0.0.0/8`, `::1/128` or single addresses; what is none of these is left out, since the
    ///   settings were checked before.
    public init(_ networks: [String]) {
        self.networks = networks.compactMap { IPNetwork(orAddress: $0)?.unmapped }
    }

    /// The client's address: the peer's, or, behind trusted proxies, the rightmost one that is not itself trusted.
    ///
    /// - Parameters:
    ///   - peer: the address at the other end of the TCP connection.
    ///   - forwarded: all values of `Forwarded` (RFC 7239).
    ///   - forwardedFor: all values of `X-Forwarded-For`. A request with both fields is counted as the proxy's own: the proxy
    ///     sets one of them and passes on what the client put into the other, and there is no telling which.
    public func client(peer: String, forwarded: [String], forwardedFor: [String]) -> String {
        guard !networks.isEmpty, contains(peer), forwarded.isEmpty || forwardedFor.isEmpty else { return peer }
        let hops = forwarded.isEmpty ? Self.list(forwardedFor) : Self.list(forwarded).map(Self.forwardedElement)
        var client = peer
        for hop in hops.reversed() {
            guard let address = Self.address(hop) else { return client }
            client = address
            guard contains(address) else { return address }
        }
        return client
    }

    /// Whether a peer is one of them.
    public func contains(_ peer: SocketAddress) -> Bool {
        !networks.isEmpty && peer.ipAddress.map(contains) ?? false
    }

    func contains(_ address: String) -> Bool {
        guard let address = IPAddress(address)?.unmapped else { return false }
        return networks.contains { $0.contains(address) }
    }

    private static func list(_ values: [String]) -> [String] {
        values.flatMap { $0.split(separator: ",") }.map { $0.filter { $0 != " " && $0 != "\t" } }
    }

    /// The `for` parameter of one `Forwarded` element; empty, and so unknown, when it has none: to leave such a hop out would
    /// take the word of whoever stands before it.
    private static func forwardedElement(_ element: String) -> String {
        for pair in element.split(separator: ";") where pair.lowercased().hasPrefix("for=") {
            return pair.dropFirst(4).filter { $0 != "\"" }
        }
        return ""
    }

    /// An address without brackets and port; nil for `unknown` and obfuscated names.
    private static func address(_ hop: String) -> String? {
        if IPAddress(hop) != nil { return hop }
        let isBracketed = hop.hasPrefix("[") && hop.contains("]")
        let host = String(isBracketed ? hop.dropFirst().prefix { $0 != "]" } : hop.prefix { $0 != ":" })
        return IPAddress(host) == nil ? nil : host
    }
}
