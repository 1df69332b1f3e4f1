import Essentials
import Testing

@Suite("Addresses of the Internet Protocol")
struct IPAddressTests {
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

    @Test(
        "an IPv4-mapped address is another spelling of its own; one that is translated only leads to it",
        arguments: [
            ("192.0.2.1", "192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1", "192.0.2.1"),
            ("::ffff:c000:201", "192.0.2.1", "192.0.2.1"), ("64:ff9b::192.0.2.1", "64:ff9b::c000:201", "192.0.2.1"),
            ("64:ff9b:1::192.0.2.1", "64:ff9b:1::c000:201", "64:ff9b:1::c000:201"), ("::192.0.2.1", "::192.0.2.1", "::192.0.2.1"),
            ("2001:db8::1", "2001:db8::1", "2001:db8::1"),
        ])
    func spellings(text: String, unmapped: String, reached: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.unmapped == IPAddress(unmapped) && address.reached == IPAddress(reached))
    }
}
