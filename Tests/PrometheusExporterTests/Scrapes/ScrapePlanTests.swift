import Testing

@testable import PrometheusExporter

@Suite("What a scrape asks for")
struct ScrapePlanTests {
    private func plan(_ request: ScrapeRequest) throws(ScrapeRefusal) -> ScrapePlan {
        try ScrapePlan(request, negotiation: NegotiationCache(), now: 1_000)
    }

    @Test("the parameter format wins over Accept")
    func format() throws {
        let accept = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8"
        #expect(try plan(ScrapeRequest(accept: accept, format: "text")).format == NegotiatedFormat(.text))
        #expect(try plan(ScrapeRequest(accept: accept, format: "protobuf")).format == NegotiatedFormat(.protobuf))
        #expect(
            try plan(ScrapeRequest(accept: accept, format: "openmetrics")).format == NegotiatedFormat(.openMetrics, escaping: .allowUTF8))
        #expect(try plan(ScrapeRequest(accept: accept)).format == NegotiatedFormat(.openMetrics, escaping: .allowUTF8))
    }

    @Test("a format that there is not is refused", arguments: ["", "xml", "OpenMetrics", "text "])
    func unknownFormat(name: String) {
        #expect(throws: ScrapeRefusal.unknownFormat) { try plan(ScrapeRequest(format: name)) }
    }

    @Test("the timeout becomes a deadline", arguments: [("10", 10_000_001_000), ("0.5", 500_001_000), ("1e1", 10_000_001_000)])
    func deadline(text: String, expected: Int64) throws {
        #expect(try plan(ScrapeRequest(timeout: text)).deadline == expected)
    }

    @Test("without a timeout, or with one of years, there is no deadline", arguments: [nil, "1e300", "inf"])
    func noDeadline(text: String?) throws {
        #expect(try plan(ScrapeRequest(timeout: text)).deadline == nil)
    }

    @Test("a timeout that is no time is refused", arguments: ["", "soon", "0", "-1", "nan", "10s"])
    func badTimeout(text: String) {
        #expect(throws: ScrapeRefusal.badTimeout) { try plan(ScrapeRequest(timeout: text)) }
    }

    @Test("names must be metric names", arguments: ["", "a b", "1a", "größe", "a{b=\"c\"}", "a-b"])
    func badNames(name: String) {
        #expect(throws: ScrapeRefusal.badName) { try plan(ScrapeRequest(names: ["up", name])) }
    }

    @Test("so many names may be asked for and no more")
    func manyNames() throws {
        let names = (0..<500).map { "a\($0):_Z" }
        #expect(try plan(ScrapeRequest(names: names)).selection == FamilySelection(names: names))
        #expect(throws: ScrapeRefusal.tooManyNames) { try plan(ScrapeRequest(names: names + ["b"])) }
    }
}
