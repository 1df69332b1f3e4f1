import Compression
import Telemetry
import Testing

@testable import PrometheusExporter

@Suite("Scrapes")
struct ScrapeHandlerTests {
    private let registry = Registry()

    private func text(_ response: ScrapeResponse) -> String {
        String(decoding: response.body.bytes, as: UTF8.self)
    }

    @Test("the answer is the text format with its media type")
    func answer() async {
        registry.gauge("level", help: "Level.").child().set(3)
        let response = await ScrapeHandler(registry: registry).scrape(ScrapeRequest(accept: "*/*"))
        #expect(response.status == 200)
        #expect(response.contentType == "text/plain; version=0.0.4; charset=utf-8")
        #expect(response.contentEncoding == nil)
        #expect(response.vary == "Accept, Accept-Encoding")
        #expect(text(response).contains("\nlevel 3\n"))
    }

    @Test("a scrape shows itself in flight and the figures of the scrapes before it")
    func watchesItself() async {
        let clock = ManualClock()
        registry.functionGauge("slow", help: "Slow.") {
            clock.advance(250_000_000)
            return 1
        }
        let handler = ScrapeHandler(registry: registry, clock: clock.now)
        let first = text(await handler.scrape(ScrapeRequest()))
        #expect(first.contains("telltale_scrapes_in_flight 1\n"))
        #expect(first.contains("telltale_scrapes_total{code=\"200\"} 0\n"))
        let second = text(await handler.scrape(ScrapeRequest()))
        #expect(second.contains("telltale_scrapes_total{code=\"200\"} 1\n"))
        #expect(second.contains("telltale_scrape_duration_seconds_sum 0.25\n"))
        #expect(second.contains("telltale_scrape_size_bytes_sum \(first.utf8.count)\n"))
    }

    @Test("names select families, and a name of a histogram's series selects the histogram")
    func names() async {
        registry.gauge("level", help: "Level.").child().set(3)
        registry.gauge("depth", help: "Depth.").child().set(4)
        registry.counter("runs_total", help: "Runs.").child().increment()
        registry.info("build_info", help: "Build.", labels: [])
        registry.histogram("batch", help: "Batch.", buckets: .counts).child().record(1)
        let handler = ScrapeHandler(registry: registry)
        func scrape(_ names: String..., format: String = "text") async -> String {
            text(await handler.scrape(ScrapeRequest(names: names, format: format)))
        }
        #expect(await scrape("level", "nothing") == "# HELP level Level.\n# TYPE level gauge\nlevel 3\n")
        let batch = await scrape("batch_count")
        #expect(batch.hasPrefix("# HELP batch Batch.\n"))
        #expect(batch.hasSuffix("batch_count 1\n"))
        #expect(await scrape("runs", format: "openmetrics") == "# TYPE runs counter\n# HELP runs Runs.\nruns_total 1\n# EOF\n")
        #expect(await scrape("runs_created", "build") == scrape("runs_total", "build_info"))
        #expect(await scrape("nothing", "run", "batch_") == "")
        #expect(await scrape("nothing", format: "openmetrics") == "# EOF\n")
        #expect(await scrape("nothing", format: "protobuf") == "")
    }

    @Test("bad requests are refused with what is wrong, and counted")
    func refusals() async {
        let handler = ScrapeHandler(registry: registry)
        let requests: KeyValuePairs<String, ScrapeRequest> = [
            "unknown format; there is: text, openmetrics, protobuf\n": ScrapeRequest(format: "xml"),
            "name[] must be a metric name\n": ScrapeRequest(names: ["a b"]),
            "at most 500 name[] at once\n": ScrapeRequest(names: Array(repeating: "a", count: 501)),
        ]
        for (reason, request) in requests {
            let response = await handler.scrape(request)
            #expect(response.status == 400)
            #expect(response.contentType == "text/plain; charset=utf-8")
            #expect(text(response) == reason)
        }
        #expect(text(await handler.scrape(ScrapeRequest())).contains("telltale_scrapes_total{code=\"400\"} 3\n"))
    }

    @Test("answers that were not read in time are counted")
    func unread() async {
        let handler = ScrapeHandler(registry: registry)
        #expect(text(await handler.scrape(ScrapeRequest())).contains("\ntelltale_scrapes_unread_total 0\n"))
        handler.countUnread()
        #expect(text(await handler.scrape(ScrapeRequest())).contains("\ntelltale_scrapes_unread_total 1\n"))
    }

    @Test("an answer is compressed when the scraper allows it, and its size counts before compression")
    func compression() async throws {
        let handler = ScrapeHandler(registry: registry)
        let plain = await handler.scrape(ScrapeRequest(acceptEncoding: "gzip;q=0", names: ["telltale_scrapes_in_flight"]))
        #expect(plain.contentEncoding == nil)
        let plainBytes = plain.body.bytes
        let compressed = await handler.scrape(ScrapeRequest(acceptEncoding: "gzip", names: ["telltale_scrapes_in_flight"]))
        #expect(compressed.contentEncoding == "gzip")
        let expected = String(decoding: plainBytes, as: UTF8.self).replacing("in_flight 1", with: "in_flight 2")
        #expect(try compressed.body.bytes == gzip(Array(expected.utf8)))
        withExtendedLifetime(plain) {}
        let sizes = text(await handler.scrape(ScrapeRequest(names: ["telltale_scrape_size_bytes"])))
        #expect(sizes.contains("telltale_scrape_size_bytes_sum \(2 * plainBytes.count)\n"))
    }

    @Test("a body is lent in chunks")
    func chunks() async {
        let numbers = registry.gauge("level", help: "Level.", labels: ["n"])
        for number in 0..<190 { numbers.child("\(number)-\(String(repeating: "x", count: 500))").set(1) }
        let body = await ScrapeHandler(registry: registry).scrape(ScrapeRequest()).body
        var bytes: [UInt8] = []
        var sizes: [Int] = []
        while let chunk = body.withChunk(at: bytes.count, { Array($0) }) {
            bytes += chunk
            sizes.append(chunk.count)
        }
        #expect(sizes == [65_536, body.count - 65_536])
        #expect(bytes == body.bytes)
        #expect(body.withChunk(at: -1, { $0.count }) == nil)
    }

    @Test("a failing collector costs its own families and a count, in every format")
    func failingCollector() async throws {
        struct Failing: Collector {
            struct Failure: Error {}
            let name = "failing"
            func collect() throws -> [FamilySnapshot] { throw Failure() }
        }
        struct Working: Collector {
            func collect() -> [FamilySnapshot] { [FamilySnapshot(name: "working", help: "W.", kind: .gauge, number: 1)] }
        }
        registry.addCollector(Failing())
        registry.addCollector(Working())
        let handler = ScrapeHandler(registry: registry)
        for format in ["text", "openmetrics"] {
            let response = await handler.scrape(ScrapeRequest(format: format))
            #expect(response.status == 200)
            #expect(text(response).contains("\nworking 1\n"))
            #expect(text(response).contains("telltale_metrics_collector_errors_total{collector=\"failing\"} "))
        }
        let families = try DecodedFamily.all(await handler.scrape(ScrapeRequest(format: "protobuf")).body.bytes)
        #expect(families.first { $0.name == "working" }?.metrics == [.init(gauge: 1)])
        // The failure of its own gather may show in the next one.
        let failures = families.first { $0.name == "telltale_metrics_collector_errors_total" }?.metrics.first?.counter
        #expect(failures == 2 || failures == 3)
    }
}
