/// A range of addresses: those that begin with the same bits.
public struct IPNetwork: Sendable, Hashable {
    /// One of its addresses.
    public let address: IPAddress
    /// How many bits they have in common; 32 or 128 is that one address alone.
    public let prefix: Int

    /// The addresses that begin with the same bits as one; nil when it has not so many.
    public init?(_ address: IPAddress, prefix: Int) {
        guard (0...address.bytes.count * 8).contains(prefix) else { return nil }
        self.address = address
        self.prefix = prefix
    }

    /// Reads what ``init(_:)`` reads, or a single address, which is a network of one; nil for anything else.
    public init?(orAddress text: String) {
        if let address = IPAddress(text) {
            self.init(address, prefix: address.bytes.count * 8)
        } else {
            self.init(text)
        }
    }

    /// Reads `10.0.0.0/8` or `fc00::/7`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0])), (1...3).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }), let prefix = Int(parts[1])
        else { return nil }
        self.init(address, prefix: prefix)
    }

    /// The network of IPv4 that one of IPv4-mapped addresses is another spelling of; itself otherwise. See ``IPAddress/unmapped``.
    public var unmapped: IPNetwork {
        let version4 = address.unmapped
        guard version4 != address, prefix >= Self.mappingBits else { return self }
        return IPNetwork(version4, prefix: prefix - Self.mappingBits) ?? self
    }

    private static let mappingBits = 96

    /// Whether an address is one of them; never one of the other version.
    public func contains(_ other: IPAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        let whole = prefix / 8
        guard other.bytes.prefix(whole).elementsEqual(address.bytes.prefix(whole)) else { return false }
        let rest = prefix % 8
        guard rest > 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF << (8 - rest))
        return other.bytes[whole] & mask == address.bytes[whole] & mask
    }
}
