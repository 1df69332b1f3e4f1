extension IPAddress {
    /// Whether it is anything but an address of one machine on the public Internet: private, shared, loopback, link-local,
    /// multicast, documentation, benchmarking, translated, unassigned.
    ///
    /// Source: IANA's special-purpose address registries, RFC 6890.
    /// <https://www.iana.org/assignments/iana-ipv4-special-registry>, <https://www.iana.org/assignments/iana-ipv6-special-registry>
    public var isPrivate: Bool {
        let address = reached
        if address.isVersion4 { return Self.special4.contains { $0.contains(address) } }
        return !Self.global6.contains(where: { $0.contains(address) }) || Self.special6.contains { $0.contains(address) }
    }

    private static let special4 = networks([
        "0.0.0.0/8",  // this network
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",  // private, RFC 1918
        "100.64.0.0/10",  // shared by the customers of a carrier, RFC 6598
        "127.0.0.0/8",  // loopback
        "169.254.0.0/16",  // link-local, where clouds keep their metadata service
        "192.0.0.0/24",  // protocol assignments
        "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24",  // documentation
        "192.88.99.0/24",  // 6to4 relays, given up by RFC 7526
        "198.18.0.0/15",  // benchmarks
        "224.0.0.0/4",  // multicast
        "240.0.0.0/4",  // reserved, and broadcast
    ])

    /// What is assigned to be unicast on the Internet; `::1`, `fc00::/7`, `fe80::/10` and `ff00::/8` lie outside.
    private static let global6 = networks(["2000::/3"])

    private static let special6 = networks([
        "2001::/23",  // protocol assignments, Teredo among them, which hides an IPv4 address
        "2001:db8::/32", "3fff::/20",  // documentation
        "2002::/16",  // 6to4, which hides an IPv4 address
    ])

    private static func networks(_ texts: [String]) -> [IPNetwork] {
        texts.compactMap { IPNetwork($0) }
    }
}
