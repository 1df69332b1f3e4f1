import Testing

@testable import LanguageModels

@Suite("Asking again")
struct RetryTests {
    /// Sunday, 6 November 1994, 08:49:37 UTC, the date that RFC 9110 shows.
    private static let shown = 784_111_777.0

    @Test(
        "seconds and each form of a date are read",
        arguments: [
            ("0", 0), ("7", 7), ("1.5", 1.5), ("99999999999999999999", 1e20), ("Sun, 06 Nov 1994 08:49:37 GMT", 60),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 60), ("Sun Nov  6 08:49:37 1994", 60), ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
        ] as [(String, Double)])
    func readable(_ header: String, _ seconds: Double) {
        #expect(RetryAfter.seconds(header, unixSeconds: Self.shown - 60) == seconds)
    }

    @Test(
        "anything else is as if it were not there",
        arguments: [
            nil, "", "soon", "-1", "1 s", "1.2.3", "Sun, 06 Nov 1994 08:49:37", "Sun, 32 Nov 1994 08:49:37 GMT", "GMT", "a b c d e GMT",
        ])
    func unreadable(_ header: String?) {
        #expect(RetryAfter.seconds(header, unixSeconds: 0) == nil)
    }

    @Test("waits double up to the longest, between half and all of it, and then there are no more")
    func waits() throws {
        var configuration = try OpenAIConfiguration(baseURL: "http://localhost", key: nil, model: "m")
        configuration.retries = 4
        configuration.firstWait = .milliseconds(100)
        configuration.longestWait = .milliseconds(300)
        var plan = RetryPlan(configuration)
        #expect(plan.nextWait(retryAfter: nil, jitter: 0) == 50_000_000)
        #expect(plan.nextWait(retryAfter: nil, jitter: 1) == 200_000_000)
        #expect(plan.nextWait(retryAfter: nil, jitter: 1) == 300_000_000)
        #expect(plan.nextWait(retryAfter: nil, jitter: 0.5) == 225_000_000)
        #expect(plan.nextWait(retryAfter: nil, jitter: 1) == nil)
    }

    @Test("what the provider asks for counts, up to the longest wait")
    func asked() throws {
        var configuration = try OpenAIConfiguration(baseURL: "http://localhost", key: nil, model: "m")
        configuration.retries = 3
        var plan = RetryPlan(configuration)
        #expect(plan.nextWait(retryAfter: 3, jitter: 0) == 3_000_000_000)
        #expect(plan.nextWait(retryAfter: 0, jitter: 0) == 0)
        #expect(plan.nextWait(retryAfter: 1e20, jitter: 0) == 20_000_000_000)
    }

    @Test(
        "a key is taken out of what a provider says, whole or in parts",
        arguments: [
            ("Incorrect API key provided: hemmelig-4711.", "Incorrect API key provided: …"),
            ("key hemmel***4711 is wrong", "key … is wrong"), ("{\"key\":\"hemmelig-4711\"}", "…"),
            ("use sk-other-key\nplease", "use … please"), ("no key", "no key"), ("", ""),
        ])
    func redaction(_ said: String, _ line: String) throws {
        #expect(Redaction(try ModelKey("hemmelig-4711")).line(said) == line)
    }

    @Test("of a long text only the beginning is looked at, and a key at its edge is not shown by half")
    func longText() throws {
        let redaction = Redaction(try ModelKey("hemmelig-4711"))
        #expect(redaction.line(String(repeating: " ", count: 4_090) + "hemmelig-4711") == "")
        #expect(redaction.line(String(repeating: " ", count: 4_000) + "x " + String(repeating: "y", count: 4_000)) == "x")
    }

    @Test("without a key nothing but what looks like one is taken out")
    func redactionWithoutKey() {
        #expect(Redaction(nil).line("a sk-proj-1 b") == "a … b")
    }
}
