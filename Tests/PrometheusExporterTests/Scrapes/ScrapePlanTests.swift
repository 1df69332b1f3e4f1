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

    @Test(
        "the timeout becomes a deadline, within an hour",
        arguments: [
            ("10", 10_000_001_000), ("0.5", 500_001_000), (".5", 500_001_000), ("1.", 1_000_001_000), ("9999999", 3_600_000_001_000),
        ])
    func deadline(text: String, expected: Int64) throws {
        #expect(try plan(ScrapeRequest(timeout: text)).deadline == expected)
    }

    @Test(
        "without a timeout, or with what is no plain number of seconds, the deadline is in a minute",
        arguments: [
            nil, "", ".", "soon", "0", "0.0", "-1", "+1", "nan", "inf", "infinity", "0x1p4", "1e1", "10s", " 10", "1.2.3", "1,5", "१०",
        ])
    func usualDeadline(text: String?) throws {
        #expect(try plan(ScrapeRequest(timeout: text)).deadline == 60_000_001_000)
    }

    @Test(
        "an answer may be read for as long as the scraper waits, but half a minute at least and two minutes at most",
        arguments: [(nil, 30), ("10", 30), ("45.5", 45.5), ("120", 120), ("600", 120)] as [(String?, Double)])
    func readingTime(text: String?, seconds: Double) throws {
        #expect(try plan(ScrapeRequest(timeout: text)).readingTime == Int64(seconds * 1e9))
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
