import Glibc
import NIOCore

/// The address of a peer without its port, to count by: 16 bytes, with IPv4 as in IPv6 (RFC 4291, section 2.5.5.2).
struct PeerKey: Hashable {
    private let high: UInt64
    private let low: UInt64

    /// Nil for an address that is not of the internet.
    init?(_ address: SocketAddress) {
        let halves = address.withSockAddr { (pointer, size) -> (UInt64, UInt64)? in
            let bytes = UnsafeRawBufferPointer(start: pointer, count: size)
            // Where sockaddr_in and sockaddr_in6 have the address (ip(7), ipv6(7)).
            switch Int32(pointer.pointee.sa_family) {
            case AF_INET:
                let four = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
                return (0, 0xFFFF << 32 | UInt64(four))
            case AF_INET6:
                let high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
                return (high, UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)))
            default:
                return nil
            }
        }
        guard let halves else { return nil }
        (high, low) = halves
    }
}
