import Agents
import Essentials
import Testing

@Suite("URLs and what may be reached")
struct WebTargetTests {
    @Test(
        "URLs are read into one form",
        arguments: [
            ("https://example.com", "https://example.com/"), ("HTTPS://Example.COM./a?b=c#d", "https://example.com/a?b=c"),
            ("https://example.com:443/", "https://example.com/"), ("https://example.com:8443", "https://example.com:8443/"),
            ("http://example.com:80/x", "http://example.com/x"), ("http://127.0.0.1:9090/-/ready", "http://127.0.0.1:9090/-/ready"),
            ("https://example.com?q=1", "https://example.com/?q=1"), ("https://192.0.2.1/", "https://192.0.2.1/"),
            ("https://[2001:DB8::1]:8443/", "https://[2001:db8::1]:8443/"), ("https://a_b.example.com/%20", "https://a_b.example.com/%20"),
            ("https://xn--mnchen-3ya.de", "https://xn--mnchen-3ya.de/"), ("https://example.com//a/../b", "https://example.com//a/../b"),
        ])
    func reads(url: String, form: String) throws {
        #expect(try WebTarget(url).url == form)
    }

    @Test(
        "what could be understood in two ways is refused",
        arguments: [
            ("", "the URL must be absolute and begin with https:// or http://"),
            ("example.com/a", "the URL must be absolute and begin with https:// or http://"),
            ("ftp://example.com", "the URL must be absolute and begin with https:// or http://"),
            ("file:///etc/passwd", "the URL must be absolute and begin with https:// or http://"),
            ("https://user@example.com", "the URL must not name a user"),
            ("https://allowed.example@evil.example/", "the URL must not name a user"),
            ("https://", "the URL's host or port is not valid"), ("https:///path", "the URL's host or port is not valid"),
            ("https://exa%6dple.com", "the URL's host or port is not valid"), ("https://a..b", "the URL's host or port is not valid"),
            ("https://example.com:0", "the URL's host or port is not valid"),
            ("https://example.com:65536", "the URL's host or port is not valid"),
            ("https://example.com:", "the URL's host or port is not valid"),
            ("https://example.com:8o", "the URL's host or port is not valid"),
            ("https://127.1/", "the URL's host or port is not valid"), ("https://2130706433/", "the URL's host or port is not valid"),
            ("https://0x7f000001/", "the URL's host or port is not valid"), ("https://0177.0.0.1/", "the URL's host or port is not valid"),
            ("https://foo.0x7f/", "the URL's host or port is not valid"), ("https://[::1", "the URL's host or port is not valid"),
            ("https://::1/", "the URL's host or port is not valid"), ("https://[127.0.0.1]/", "the URL's host or port is not valid"),
            ("https://[::1]x/", "the URL's host or port is not valid"), ("https://*.example.com/", "the URL's host or port is not valid"),
            (
                "https://münchen.de", "the URL has a character that must be percent-encoded, or a host that must be written with xn--"
            ),
            (
                "https://example.com\\@evil.example/",
                "the URL has a character that must be percent-encoded, or a host that must be written with xn--"
            ),
            (
                "https://example.com/a b", "the URL has a character that must be percent-encoded, or a host that must be written with xn--"
            ),
            (
                "https://example.com/\r\nHost: evil",
                "the URL has a character that must be percent-encoded, or a host that must be written with xn--"
            ),
        ])
    func refuses(url: String, message: String) {
        #expect(throws: ToolError(message)) { try WebTarget(url) }
    }

    @Test("a URL has an end")
    func length() {
        #expect(throws: ToolError("the URL is longer than 2048 bytes")) {
            try WebTarget("https://example.com/" + String(repeating: "a", count: 2_029))
        }
    }

    @Test(
        "redirects lead where their location says",
        arguments: [
            ("https://other.example/x", "https://other.example/x"), ("//other.example/x", "https://other.example/x"),
            ("/x?y", "https://example.com:8443/x?y"),
            ("x", "https://example.com:8443/a/x"), ("?z", "https://example.com:8443/a/b?z"), ("", "https://example.com:8443/a/"),
            ("/r?to=http://z", "https://example.com:8443/r?to=http://z"),
        ])
    func redirects(location: String, url: String) throws {
        #expect(try WebTarget("https://example.com:8443/a/b?c=/d").redirected(to: location).url == url)
    }

    @Test(
        "only what is listed may be reached",
        arguments: [
            ("https://api.example.com/x", true), ("https://api.example.com:443/", true), ("https://API.example.com./", true),
            ("http://api.example.com/", false), ("https://api.example.com:8443/", false), ("https://evil-api.example.com/", false),
            ("https://api.example.com.evil.example/", false), ("https://a.example.org/", true), ("https://a.b.example.org/", true),
            ("https://example.org/", false), ("https://evilexample.org/", false), ("http://a.example.org/", false),
            ("https://tls.example:8443/", true), ("https://tls.example/", false), ("http://127.0.0.1:9090/metrics", true),
            ("http://127.0.0.1/metrics", false), ("https://127.0.0.1:9090/", false), ("https://10.0.0.5/", true),
            ("https://10.0.0.6/", false),
            ("https://[fd00::5]/", true), ("http://a.plain.example:8080/", true),
        ])
    func allowList(url: String, isAllowed: Bool) throws {
        let list = WebAllowList(
            [
                "api.example.com", ".example.org", "tls.example:8443", "http://127.0.0.1:9090", "10.0.0.5", "[fd00::5]", "172.16.0.0/12",
                "http://.plain.example:8080",
            ].compactMap(WebAllowance.init))
        #expect(list.allowances.count == 8)
        #expect(list.allows(try WebTarget(url)) == isAllowed)
    }

    @Test("a private address is connected to only if it is listed itself")
    func privateAddresses() throws {
        let list = WebAllowList(["internal.example", "10.0.0.5", "172.16.0.0/12"].compactMap(WebAllowance.init))
        for (address, isAllowed) in [
            ("8.8.8.8", true), ("10.0.0.5", true), ("::ffff:10.0.0.5", true), ("10.0.0.6", false), ("172.20.1.1", true),
            ("::ffff:172.20.1.1", true), ("127.0.0.1", false), ("::1", false), ("169.254.169.254", false), ("2606:4700::1111", true),
        ] {
            #expect(list.allowsConnecting(to: try #require(IPAddress(address))) == isAllowed, "\(address)")
        }
        #expect(!WebAllowList().allows(try WebTarget("https://example.com/")))
    }

    @Test(
        "what is no entry is refused",
        arguments: ["", "*", "*.example.com", "ftp://x", "a b", "example.com/path", "user@x", ".", "..a", "x:99999", ".10.0.0.5", "127.1"])
    func entries(text: String) {
        #expect(WebAllowance(text) == nil)
    }
}
