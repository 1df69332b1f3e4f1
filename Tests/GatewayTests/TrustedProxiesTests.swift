import NIOCore
import Testing

@testable import Gateway

@Suite("Trusted proxies")
struct TrustedProxiesTests {
    private let proxies = TrustedProxies(["10.0.0.0/8", "192.168.1.7", "2001:db8::/33", "::1/128"])

    private func client(_ peer: String, forwarded: [String] = [], for others: [String] = []) -> String {
        proxies.client(peer: peer, forwarded: forwarded, forwardedFor: others)
    }

    @Test("are networks of both families, at any length of prefix")
    func networks() {
        for address in ["10.0.0.0", "10.255.255.255", "192.168.1.7", "2001:db8::1", "2001:db8:7fff::", "::1", "::ffff:10.1.2.3"] {
            #expect(proxies.contains(address), "\(address)")
        }
        for address in [
            "11.0.0.0", "9.255.255.255", "192.168.1.8", "2001:db8:8000::", "2001:db9::", "::2", "::ffff:11.0.0.0", "", "unknown", "10.0.0",
        ] {
            #expect(!proxies.contains(address), "\(address)")
        }
        #expect(TrustedProxies(["0.0.0.0/0"]).contains("203.0.113.9"))
        #expect(!TrustedProxies(["0.0.0.0/0"]).contains("::1"))
        #expect(TrustedProxies(["192.0.2.128/25"]).contains("192.0.2.255"))
        #expect(!TrustedProxies(["192.0.2.128/25"]).contains("192.0.2.127"))
    }

    @Test("may be written as IPv4-mapped addresses; an address that only leads to one of them is none")
    func spellings() {
        for network in ["::ffff:10.0.0.0/104", "::ffff:10.1.2.3"] {
            #expect(TrustedProxies([network]).contains("10.1.2.3") && TrustedProxies([network]).contains("::ffff:10.1.2.3"))
            #expect(!TrustedProxies([network]).contains("11.1.2.3"))
        }
        #expect(!proxies.contains("64:ff9b::10.1.2.3"))
    }

    @Test("that cannot be read are left out", arguments: ["", "/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "example.com", "::/129"])
    func unreadable(text: String) {
        #expect(!TrustedProxies([text]).contains("10.0.0.1"))
        #expect(!TrustedProxies([text]).contains("::1"))
    }

    @Test("who is not one is the client, whatever it claims")
    func untrusted() {
        #expect(client("203.0.113.9", forwarded: ["for=1.2.3.4"], for: ["1.2.3.4"]) == "203.0.113.9")
        #expect(TrustedProxies([]).client(peer: "10.0.0.1", forwarded: [], forwardedFor: ["1.2.3.4"]) == "10.0.0.1")
    }

    @Test("the rightmost hop that is not one is the client")
    func rightmost() {
        #expect(client("10.0.0.1", for: ["203.0.113.9"]) == "203.0.113.9")
        #expect(client("10.0.0.1", for: ["1.2.3.4, 203.0.113.9, 10.9.9.9"]) == "203.0.113.9")
        #expect(client("10.0.0.1", for: ["1.2.3.4", "203.0.113.9 ,10.9.9.9", "192.168.1.7"]) == "203.0.113.9")
        #expect(client("10.0.0.1", for: ["10.2.2.2, 10.3.3.3"]) == "10.2.2.2")
        #expect(client("10.0.0.1") == "10.0.0.1")
        #expect(client("::1", for: ["203.0.113.9:4711"]) == "203.0.113.9")
        #expect(client("::1", for: ["[2001:db9::9]:4711"]) == "2001:db9::9")
        #expect(client("::1", for: ["2001:db9::9"]) == "2001:db9::9")
    }

    @Test("where a client may have added the other field, neither is believed")
    func bothFields() {
        #expect(client("10.0.0.1", forwarded: ["for=203.0.113.9"], for: ["1.2.3.4"]) == "10.0.0.1")
    }

    @Test("Forwarded is read by RFC 7239")
    func forwarded() {
        #expect(client("10.0.0.1", forwarded: ["for=203.0.113.9;proto=https;by=10.0.0.1"]) == "203.0.113.9")
        #expect(client("10.0.0.1", forwarded: [#"for=1.2.3.4, For="[2001:db9::9]:4711";proto=https, for=10.1.1.1"#]) == "2001:db9::9")
        #expect(client("10.0.0.1", forwarded: [#"proto=https; for="203.0.113.9:1""#]) == "203.0.113.9")
    }

    @Test(
        "a hop without an address ends the chain of trust: nothing before it is believed",
        arguments: ["for=unknown", "for=_hidden", "proto=https", "for=", "for=[2001:db9::9", "for=10.1.1.1%0"])
    func hidden(element: String) {
        #expect(client("10.0.0.1", forwarded: ["for=1.2.3.4, \(element), for=10.1.1.1"]) == "10.1.1.1")
        #expect(client("10.0.0.1", forwarded: ["for=1.2.3.4", element]) == "10.0.0.1")
        #expect(client("10.0.0.1", for: ["1.2.3.4, unknown"]) == "10.0.0.1")
    }

    @Test("a peer is one of them whatever its port")
    func peers() throws {
        #expect(proxies.contains(try SocketAddress(ipAddress: "10.1.2.3", port: 5)))
        #expect(!proxies.contains(try SocketAddress(ipAddress: "11.1.2.3", port: 5)))
        #expect(!TrustedProxies([]).contains(try SocketAddress(ipAddress: "10.1.2.3", port: 5)))
    }
}
