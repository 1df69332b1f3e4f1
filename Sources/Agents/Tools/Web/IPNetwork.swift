/// A range of addresses: those that begin with the same bits.
public struct IPNetwork: Sendable, Hashable {
    /// One of its addresses.
    public let address: IPAddress
    /// How many bits they have in common.
    public let prefix: Int

    /// Reads `10.0.0.0/8` or `fc00::/7`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0])), (1...3).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }), let prefix = Int(parts[1]), prefix <= address.bytes.count * 8
        else { return nil }
        self.address = address
        self.prefix = prefix
    }

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
