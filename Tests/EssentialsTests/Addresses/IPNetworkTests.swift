import Essentials
import Testing

@Suite("Networks of the Internet Protocol")
struct IPNetworkTests {
    @Test(
        "hold what begins like them, of their own version",
        arguments: [
            ("10.0.0.0/8", "10.200.1.1", "11.0.0.0"), ("192.168.5.0/22", "192.168.7.255", "192.168.8.0"),
            ("203.0.113.7/32", "203.0.113.7", "203.0.113.6"), ("fd00::/8", "fdff::1", "fc00::1"),
            ("0.0.0.0/0", "8.8.8.8", "::ffff:8.8.8.8"), ("::/0", "2001:db8::1", "8.8.8.8"),
            ("2001:db8::/33", "2001:db8:7fff::1", "2001:db8:8000::1"), ("::1/128", "::1", "::2"),
        ])
    func containing(network: String, inside: String, outside: String) throws {
        let network = try #require(IPNetwork(network))
        #expect(network.contains(try #require(IPAddress(inside))))
        #expect(!network.contains(try #require(IPAddress(outside))))
    }

    private static let malformed = [
        "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8x", "10/8", "::/129", "10.0.0.0/8/8", "/8", "10.0.0.0/", "", "/",
        "10.0.0.0/00000008", "10.0.0.0 /8", "proxy", "proxy/8", "[::1]/128",
    ]

    @Test("are an address and how many of its bits count, nothing else", arguments: malformed + ["10.0.0.0", "::1"])
    func strict(text: String) {
        #expect(IPNetwork(text) == nil)
    }

    @Test("may be read where a single address is one of its own")
    func addresses() throws {
        #expect(IPNetwork(orAddress: "10.0.0.1") == IPNetwork("10.0.0.1/32"))
        #expect(IPNetwork(orAddress: "::1") == IPNetwork("::1/128"))
        #expect(IPNetwork(orAddress: "10.0.0.0/8") == IPNetwork("10.0.0.0/8"))
        for text in Self.malformed { #expect(IPNetwork(orAddress: text) == nil, "\(text)") }
    }

    @Test("have no more bits than an address", arguments: [-1, 33, 64, 128, Int.min, Int.max])
    func prefix(bits: Int) throws {
        let address = try #require(IPAddress("10.0.0.0"))
        #expect(IPNetwork(address, prefix: bits) == nil)
        #expect(IPNetwork(address, prefix: 32)?.prefix == 32 && IPNetwork(address, prefix: 0)?.prefix == 0)
    }

    @Test(
        "of IPv4-mapped addresses are networks of IPv4, unless they hold others too",
        arguments: [
            ("::ffff:10.0.0.0/104", "10.0.0.0/8"), ("::ffff:10.0.0.1/128", "10.0.0.1/32"), ("::ffff:0:0/96", "0.0.0.0/0"),
            ("::ffff:0:0/95", "::ffff:0:0/95"), ("10.0.0.0/8", "10.0.0.0/8"), ("fd00::/8", "fd00::/8"),
            ("64:ff9b::/96", "64:ff9b::/96"),
        ])
    func unmapped(text: String, network: String) throws {
        #expect(try #require(IPNetwork(text)).unmapped == IPNetwork(network))
    }
}
