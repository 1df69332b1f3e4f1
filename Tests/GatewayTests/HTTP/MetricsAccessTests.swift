import Testing

@testable import Gateway

@Suite("Who may read the metrics")
struct MetricsAccessTests {
    @Test("without a token: everybody, this machine, or nobody")
    func cases() {
        #expect(MetricsAccess.open.isOpen(host: "telltale.example"))
        #expect(MetricsAccess.open.isOpen(host: nil))
        #expect(!MetricsAccess.token.isOpen(host: "localhost"))
        #expect(MetricsAccess.loopback.isOpen(host: "localhost:8000"))
        #expect(!MetricsAccess.loopback.isOpen(host: nil))
    }

    @Test(
        "this machine's names",
        arguments: ["localhost", "localhost:8000", "127.0.0.1", "127.0.0.1:8000", "127.1.2.3", "[::1]", "[::1]:8000", "LOCALHOST"])
    func loopback(host: String) {
        #expect(MetricsAccess.isLoopback(host))
    }

    @Test(
        "names that a foreign page could have led here with",
        arguments: [
            "", "example.com", "localhost.example.com", "127.0.0.1.nip.io", "127.evil.example", "128.0.0.1", "10.0.0.1:8000", "::1",
            "[::2]:8000", "0.0.0.0", "[::1]x", "[::1].evil.example", "[::1]:80x", "[::1", "[::10]", "localhost:@evil.example", "127.1",
            "127.0.0.1.2", "127.0.0.256", "127.0.0.",
        ])
    func foreign(host: String) {
        #expect(!MetricsAccess.isLoopback(host))
    }
}
