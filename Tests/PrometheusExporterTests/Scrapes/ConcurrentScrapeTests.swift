import Telemetry
import Testing

@testable import PrometheusExporter

@Suite("Scrapes at the same time", .timeLimit(.minutes(1)))
struct ConcurrentScrapeTests {
    private let registry = Registry()
    private let clock = ManualClock()
    private let gate = Gate()

    private func handler(maximumInFlight: Int = 4) -> ScrapeHandler {
        registry.functionGauge("slow", help: "Slow.") { [gate] in gate.pass() }
        return ScrapeHandler(registry: registry, maximumInFlight: maximumInFlight, clock: clock.now)
    }

    /// Returns when so many scrapes are in flight.
    private func await(_ count: Int, in handler: ScrapeHandler) async {
        while handler.inFlight < count { await Task.yield() }
    }

    private func text(_ response: ScrapeResponse) -> String {
        String(decoding: response.body.bytes, as: UTF8.self)
    }

    @Test("those that wait for a gather share the next one, and equal ones their bytes")
    func sharedGather() async throws {
        let handler = handler()
        async let first = handler.scrape(ScrapeRequest())
        await gate.awaitGather()
        async let second = handler.scrape(ScrapeRequest())
        async let third = handler.scrape(ScrapeRequest())
        async let other = handler.scrape(ScrapeRequest(names: ["slow"], format: "openmetrics"))
        await self.await(4, in: handler)
        gate.open(2)
        #expect(await first.status == 200)
        let (one, two) = await (second, third)
        #expect(one.body.withUnsafeBytes { $0.baseAddress } == two.body.withUnsafeBytes { $0.baseAddress })
        #expect(text(await other) == "# TYPE slow gauge\n# HELP slow Slow.\nslow 1\n# EOF\n")
        #expect(gate.count == 2)
    }

    @Test("one more than allowed is answered 503 at once, and the next one after that is not")
    func overload() async {
        let handler = handler(maximumInFlight: 2)
        // Statuses, since a response that is kept is in flight.
        async let first = handler.scrape(ScrapeRequest()).status
        async let second = handler.scrape(ScrapeRequest()).status
        await self.await(2, in: handler)
        let refused = await handler.scrape(ScrapeRequest())
        #expect(refused.status == 503)
        #expect(refused.vary == nil)
        #expect(text(refused) == "too many scrapes at once\n")
        gate.open(10)
        #expect(await [first, second] == [200, 200])
        #expect(text(await handler.scrape(ScrapeRequest())).contains("telltale_scrapes_total{code=\"503\"} 1\n"))
    }

    @Test("an answer that is not let go is still in flight")
    func unreadAnswer() async {
        let handler = handler(maximumInFlight: 1)
        gate.open(10)
        let first = await handler.scrape(ScrapeRequest())
        #expect(first.status == 200)
        #expect(await handler.scrape(ScrapeRequest()).status == 503)
        withExtendedLifetime(first) {}
        _ = consume first
        #expect(handler.inFlight == 0)
        #expect(await handler.scrape(ScrapeRequest()).status == 200)
    }

    @Test("a scraper gets its answer at its deadline, though the gather is stuck or its turn has not come")
    func deadlines() async {
        let handler = handler()
        async let stuck = handler.scrape(ScrapeRequest(timeout: "10"))
        await gate.awaitGather()
        async let waiting = handler.scrape(ScrapeRequest(timeout: "8"))
        async let patient = handler.scrape(ScrapeRequest(timeout: "20"))
        await self.await(3, in: handler)
        clock.advance(10_000_000_000)
        handler.expire()
        for response in await [stuck, waiting] {
            #expect(response.status == 503)
            #expect(text(response) == "reading the metrics took longer than the scraper waits\n")
        }
        gate.open(2)
        #expect(await patient.status == 200)
    }

    @Test("a scraper that does not say how long it waits gets its answer after a minute behind a gather that is stuck")
    func stuckForever() async {
        let handler = handler(maximumInFlight: 1)
        async let stuck = handler.scrape(ScrapeRequest())
        await gate.awaitGather()
        clock.advance(59_999_999_999)
        handler.expire()
        #expect(handler.inFlight == 1)
        clock.advance(1)
        handler.expire()
        #expect(await stuck.status == 503)
        #expect(handler.inFlight == 0)
        gate.open()
    }

    @Test("a gather that ends after the deadline is not rendered")
    func lateGather() async {
        let registry = Registry()
        let clock = clock
        registry.functionGauge("slow", help: "Slow.") {
            clock.advance(500_000_000)
            return 1
        }
        let handler = ScrapeHandler(registry: registry, clock: clock.now)
        #expect(await handler.scrape(ScrapeRequest(timeout: "0.5")).status == 503)
        let response = await handler.scrape(ScrapeRequest(timeout: "0.6"))
        #expect(response.status == 200)
        #expect(text(response).contains("telltale_scrapes_total{code=\"503\"} 1\n"))
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
