import Glibc
import NIOCore

/// Proxies whose word on the client's address is taken, as networks.
public struct TrustedProxies: Sendable {
    private struct Network: Sendable {
        var bytes: [UInt8]
        var prefix: Int
    }

    private let networks: [Network]

    /// - Parameter networks: `10.0.0.0/8`, `::1/128` or single addresses; what is none of these is left out, since the
    ///   settings were checked before.
    public init(_ networks: [String]) {
        self.networks = networks.compactMap { text in
            let parts = text.split(separator: "/", maxSplits: 1)
            guard let first = parts.first, let bytes = Self.bytes(of: String(first)) else { return nil }
            let prefix = parts.count > 1 ? Int(parts[1]) : bytes.count * 8
            guard let prefix, prefix >= 0, prefix <= bytes.count * 8 else { return nil }
            return Network(bytes: bytes, prefix: prefix)
        }
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
        guard let bytes = Self.bytes(of: address) else { return false }
        return networks.contains { network in
            guard network.bytes.count == bytes.count else { return false }
            let whole = network.prefix / 8
            guard bytes[..<whole] == network.bytes[..<whole] else { return false }
            let rest = network.prefix % 8
            return rest == 0 || (bytes[whole] ^ network.bytes[whole]) >> UInt8(8 - rest) == 0
        }
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
        if bytes(of: hop) != nil { return hop }
        if hop.hasPrefix("["), let end = hop.firstIndex(of: "]") {
            let inner = String(hop[hop.index(after: hop.startIndex)..<end])
            return bytes(of: inner) == nil ? nil : inner
        }
        let host = String(hop.prefix { $0 != ":" })
        return bytes(of: host) == nil ? nil : host
    }

    /// The bytes of an IP address, with IPv4 in IPv6 taken as IPv4.
    private static func bytes(of text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let all = withUnsafeBytes(of: six) { Array($0) }
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return Array(all[..<12]) == mapped ? Array(all[12...]) : all
    }
}
