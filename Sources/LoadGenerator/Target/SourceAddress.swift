import Glibc

/// Loopback source addresses for runs with more connections than one address has ports for.
///
/// A pair of addresses has about 28,000 ephemeral ports (ip(7), `ip_local_port_range`); on 127.0.0.0/8 the next source
/// address costs nothing.
enum SourceAddress {
    static let connectionsEach = 25_000
    // Linux's IP_BIND_ADDRESS_NO_PORT: the port is chosen at connect, when the four-tuple is known (ip(7)).
    private static let bindAddressNoPort: Int32 = 24

    /// Binds a socket to the source address of connection `index`; does nothing where one address is enough.
    static func bind(_ descriptor: Int32, index: Int, of count: Int, to target: TargetAddress) {
        guard count > connectionsEach, target.family == AF_INET, target.isLoopback else { return }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_IP), bindAddressNoPort, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = (UInt32(0x7f00_0002) + UInt32(index / connectionsEach)).bigEndian
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
