import Testing

@testable import Gateway

@Suite("The origin of a page")
struct OriginPolicyTests {
    private func allows(_ patterns: [String], _ origin: String?, host: String? = "telltale.example") -> Bool {
        OriginPolicy(allowing: patterns).allows(origin: origin, host: host)
    }

    @Test("may be absent: then no browser asks")
    func absent() {
        #expect(allows([], nil))
    }

    @Test("may be the request's own host, with its port")
    func same() {
        #expect(allows([], "https://telltale.example"))
        #expect(allows([], "HTTPS://Telltale.Example", host: "telltale.EXAMPLE"))
        #expect(allows([], "http://localhost:8000", host: "localhost:8000"))
        #expect(allows([], "http://[::1]:8000", host: "[::1]:8000"))
        #expect(!allows([], "http://localhost:3000", host: "localhost:8000"))
        #expect(!allows([], "https://evil.example"))
        #expect(!allows([], "https://telltale.example.evil.example"))
        #expect(!allows([], "https://telltale.example", host: nil))
    }

    @Test("matches a host on any scheme and port, and no other host")
    func host() {
        for origin in ["https://example.com", "http://example.com:8080", "https://EXAMPLE.com"] {
            #expect(allows(["Example.com"], origin), "\(origin)")
        }
        for origin in ["https://www.example.com", "https://notexample.com", "https://example.com.evil.net", "https://example.co"] {
            #expect(!allows(["example.com"], origin), "\(origin)")
        }
        #expect(allows(["[::1]"], "http://[::1]:3000"))
        #expect(!allows(["[::1]"], "http://[::2]:3000"))
    }

    @Test("matches a domain and everything below it")
    func domain() {
        for origin in ["https://example.com", "https://a.example.com", "https://a.b.example.com:444"] {
            #expect(allows([".example.com"], origin), "\(origin)")
        }
        for origin in ["https://badexample.com", "https://example.com.evil.net", "https://com"] {
            #expect(!allows([".example.com"], origin), "\(origin)")
        }
    }

    @Test("matches a whole origin by scheme, host and port, and knows the ports that schemes imply")
    func origin() {
        #expect(allows(["https://example.com"], "https://example.com"))
        #expect(allows(["https://example.com:443"], "https://example.com"))
        #expect(allows(["https://example.com"], "https://example.com:443"))
        #expect(allows(["http://example.com"], "http://example.com:80"))
        #expect(allows(["http://[::1]"], "http://[::1]:80"))
        #expect(allows(["http://[::1]:3000"], "http://[::1]:3000"))
        #expect(!allows(["https://example.com"], "http://example.com"))
        #expect(!allows(["https://example.com"], "https://example.com:8443"))
        #expect(!allows(["https://example.com"], "https://www.example.com"))
    }

    @Test(
        "that is no origin is refused, whatever is allowed",
        arguments: [
            "null", "", "example.com", "https://", "https://evil.net@example.com", "https://example.com:80@evil.net",
            "https://example.com/x",
            "https://[::1", "https://example.com:port", "https://evil.net/.example.com", "https://a:1:.example.com",
        ])
    func malformed(origin: String) {
        #expect(!allows(["example.com", ".example.com", "[::1]"], origin, host: "telltale.example"))
    }

    @Test("is not looked at where the check is off")
    func off() {
        #expect(OriginPolicy.off.allows(origin: "https://evil.example", host: nil))
    }
}
