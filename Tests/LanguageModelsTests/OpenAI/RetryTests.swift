import Testing

@testable import LanguageModels

@Suite("Asking again")
struct RetryTests {
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
