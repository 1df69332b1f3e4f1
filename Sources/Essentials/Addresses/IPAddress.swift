import Glibc

/// An address of the Internet Protocol, version 4 or 6.
public struct IPAddress: Sendable, Hashable {
    /// Four or sixteen, in network order.
    public let bytes: [UInt8]

    /// The address of these bytes; nil unless they are four or sixteen.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads `192.0.2.1` or `2001:db8::1`; nil for everything else: no brackets, no zones, no octal, hexadecimal or short forms.
    ///
    /// Source: inet_pton(3), which takes the strict forms alone.
    public init?(_ text: String) {
        guard !text.utf8.contains(0) else { return nil }
        let isVersion6 = text.utf8.contains(UInt8(ascii: ":"))
        var bytes = [UInt8](repeating: 0, count: isVersion6 ? 16 : 4)
        let isRead = bytes.withUnsafeMutableBytes { inet_pton(isVersion6 ? AF_INET6 : AF_INET, text, $0.baseAddress) == 1 }
        guard isRead else { return nil }
        self.bytes = bytes
    }

    /// Whether it has four bytes.
    public var isVersion4: Bool {
        bytes.count == 4
    }

    /// The IPv4 address that an IPv4-mapped one, `::ffff:0:0/96`, is another spelling of; itself otherwise.
    ///
    /// Source: RFC 4291, section 2.5.5.2.
    public var unmapped: IPAddress {
        embedded(behind: Self.mapping)
    }

    /// The IPv4 address that is reached by connecting to one that is mapped, or that a gateway translates, `64:ff9b::/96`; itself
    /// otherwise.
    ///
    /// Of who connects it says nothing: a translator's prefix is no spelling, and everybody may send from their own network.
    ///
    /// Source: RFC 6052, section 2.1.
    public var reached: IPAddress {
        unmapped.embedded(behind: Self.translation)
    }

    private func embedded(behind prefix: [UInt8]) -> IPAddress {
        guard bytes.count == 16, bytes.starts(with: prefix) else { return self }
        return IPAddress(bytes: Array(bytes.suffix(4))) ?? self
    }

    private static let mapping: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    private static let translation: [UInt8] = [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
}
