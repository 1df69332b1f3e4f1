import Testing

@testable import telltale

/// URLs in logs and in the printed configuration.
struct ShownURLTests {
    @Test(
        "are shown without what can be a secret",
        arguments: [
            ("https://example.com/keys.json", "https://example.com/keys.json"),
            ("https://example.com:8443", "https://example.com:8443"),
            ("https://ada:pass@example.com/keys?token=1#x", "https://example.com/keys"),
            ("https://a:b@c@example.com?x=/y@z", "https://example.com"),
            ("https://example.com/a@b", "https://example.com/a@b"),
            ("https://[::1]:8000/k", "https://[::1]:8000/k"),
            ("keys/a?b.json", "keys/a?b.json"),
        ])
    func shown(url: String, text: String) {
        #expect(ShownURL.text(url) == text)
        #expect(Settings.jwks.kind.format(url) == text)
    }
}
