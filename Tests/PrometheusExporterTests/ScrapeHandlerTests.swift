import Synchronization
import Telemetry
import Testing

@testable import PrometheusExporter

@Suite("Scrapes")
struct ScrapeHandlerTests {
    /// A clock that the test moves.
    private final class Clock: Sendable {
        private let time = Atomic<Int64>(0)

        func now() -> Int64 { time.load(ordering: .relaxed) }

        func advance(_ nanoseconds: Int64) { time.wrappingAdd(nanoseconds, ordering: .relaxed) }
    }

    private let registry = Registry()

    private func text(_ response: ScrapeResponse) -> String {
        String(decoding: response.body, as: UTF8.self)
    }

    @Test("the answer is the text format with its media type")
    func answer() async {
        registry.gauge("level", help: "Level.").child().set(3)
        let response = await ScrapeHandler(registry: registry).scrape(ScrapeRequest(accept: "*/*"))
        #expect(response.status == 200)
        #expect(response.contentType == "text/plain; version=0.0.4; charset=utf-8")
        #expect(response.contentEncoding == nil)
        #expect(text(response).contains("\nlevel 3\n"))
    }

    @Test("a scrape shows itself in flight and the figures of the scrapes before it")
    func watchesItself() async {
        let clock = Clock()
        registry.functionGauge("slow", help: "Slow.") {
            clock.advance(250_000_000)
            return 1
        }
        let handler = ScrapeHandler(registry: registry, clock: clock.now)
        let first = await handler.scrape(ScrapeRequest())
        #expect(text(first).contains("telltale_scrapes_in_flight 1\n"))
        #expect(!text(first).contains("telltale_scrapes_total{"))
        let second = text(await handler.scrape(ScrapeRequest()))
        #expect(second.contains("telltale_scrapes_total{code=\"200\"} 1\n"))
        #expect(second.contains("telltale_scrape_duration_seconds_sum 0.25\n"))
        #expect(second.contains("telltale_scrape_size_bytes_sum \(first.body.count)\n"))
    }

    @Test("names select families, and a name of a histogram's series selects the histogram")
    func names() async {
        registry.gauge("level", help: "Level.").child().set(3)
        registry.gauge("depth", help: "Depth.").child().set(4)
        registry.histogram("batch", help: "Batch.", buckets: .counts).child().record(1)
        let handler = ScrapeHandler(registry: registry)
        #expect(
            text(await handler.scrape(ScrapeRequest(names: ["level", "nothing"])))
                == "# HELP level Level.\n# TYPE level gauge\nlevel 3\n")
        let batch = text(await handler.scrape(ScrapeRequest(names: ["batch_count"])))
        #expect(batch.hasPrefix("# HELP batch Batch.\n"))
        #expect(batch.hasSuffix("batch_count 1\n"))
        #expect(await handler.scrape(ScrapeRequest(names: ["nothing"])).body.isEmpty)
    }

    @Test("the format of the query is honoured, and an unknown one is refused with those that there are")
    func formats() async {
        let handler = ScrapeHandler(registry: registry)
        #expect(await handler.scrape(ScrapeRequest(format: "text")).status == 200)
        let refused = await handler.scrape(ScrapeRequest(format: "xml"))
        #expect(refused.status == 400)
        #expect(refused.contentType == "text/plain; charset=utf-8")
        #expect(text(refused) == "unknown format; there is: text\n")
    }

    @Test("a scrape that takes longer than the scraper waits is answered 503 and counted")
    func timeout() async {
        let clock = Clock()
        registry.functionGauge("slow", help: "Slow.") {
            clock.advance(500_000_000)
            return 1
        }
        let handler = ScrapeHandler(registry: registry, clock: clock.now)
        #expect(await handler.scrape(ScrapeRequest(timeoutSeconds: 0.5)).status == 503)
        let response = await handler.scrape(ScrapeRequest(timeoutSeconds: 0.6))
        #expect(response.status == 200)
        #expect(text(response).contains("telltale_scrapes_total{code=\"503\"} 1\n"))
    }

    @Test("one scrape more than allowed at once is answered 503, and the next one after that is not")
    func overload() async throws {
        let nested = Mutex<ScrapeResponse?>(nil)
        let handler = ScrapeHandler(registry: registry, maximumInFlight: 1)
        registry.functionGauge("slow", help: "Slow.") { [weak handler] in
            // Runs while the outer scrape is in flight.
            nested.withLock { $0 = handler?.respond(to: ScrapeRequest()) }
            return 1
        }
        #expect(await handler.scrape(ScrapeRequest()).status == 200)
        let refused = try #require(nested.withLock { $0 })
        #expect(refused.status == 503)
        #expect(text(refused) == "too many scrapes at once\n")
        #expect(await handler.scrape(ScrapeRequest()).status == 200)
    }

    @Test("with a limit of 0 any number of scrapes may run")
    func unlimited() {
        let admission = ScrapeAdmission(limit: 0)
        for _ in 0..<100 { #expect(admission.admit()) }
        #expect(admission.inFlight == 100)
        admission.leave()
        #expect(admission.inFlight == 99)
    }
}
