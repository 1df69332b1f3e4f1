import Agents
import Testing

@Suite("Addresses of the Internet Protocol")
struct AddressTests {
    @Test(
        "private, shared, local, multicast and documentation addresses are private, however they are written",
        arguments: [
            "0.0.0.0", "0.1.2.3", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1", "127.255.255.254",
            "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1",
            "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
            "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "64:ff9b::a00:1",
            "64:ff9b::169.254.169.254", "64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:db8::1", "2001:db8:ffff::",
            "2002:7f00:1::",
            "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "4000::1",
        ])
    func privateAddresses(text: String) throws {
        #expect(try #require(IPAddress(text)).isPrivate)
    }

    @Test(
        "others are not",
        arguments: [
            "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1",
            "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.1", "192.0.3.1", "192.167.255.255", "192.169.0.0",
            "198.17.255.255", "198.20.0.0", "198.51.101.0", "203.0.112.255", "223.255.255.255", "2606:4700::1111", "2001:4860:4860::8888",
            "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
        ])
    func publicAddresses(text: String) throws {
        #expect(try #require(IPAddress(text)).isPrivate == false)
    }

    @Test(
        "only the strict forms are addresses",
        arguments: [
            "", "1", "127.1", "127.0.1", "0x7f.0.0.1", "0x7f000001", "2130706433", "0177.0.0.1", "127.0.0.01", "127.0.0.256", "1.2.3.4.5",
            " 127.0.0.1", "127.0.0.1 ", "127.0.0.1\u{0}.example.com", "[::1]", "::1%lo", "1:2:3:4:5:6:7", "::1::", "g::1", "::ffff:127.1",
        ])
    func strict(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test("are written in their shortest form")
    func text() {
        #expect(IPAddress("2001:0DB8:0:0:0:0:0:1")?.text == "2001:db8::1")
        #expect(IPAddress("192.0.2.1")?.text == "192.0.2.1")
        #expect(IPAddress(bytes: [1, 2, 3]) == nil)
    }

    @Test("networks hold what begins like them")
    func networks() throws {
        for (network, inside, outside) in [
            ("10.0.0.0/8", "10.200.1.1", "11.0.0.0"), ("192.168.5.0/22", "192.168.7.255", "192.168.8.0"),
            ("203.0.113.7/32", "203.0.113.7", "203.0.113.6"), ("fd00::/8", "fdff::1", "fc00::1"),
            ("0.0.0.0/0", "8.8.8.8", "::ffff:8.8.8.8"),
            ("2001:db8::/33", "2001:db8:7fff::1", "2001:db8:8000::1"),
        ] {
            let network = try #require(IPNetwork(network))
            #expect(network.contains(try #require(IPAddress(inside))))
            #expect(!network.contains(try #require(IPAddress(outside))))
        }
        for text in ["10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10/8", "::/129", "10.0.0.0/8/8", "/8", "10.0.0.0/"] {
            #expect(IPNetwork(text) == nil)
        }
    }
}
