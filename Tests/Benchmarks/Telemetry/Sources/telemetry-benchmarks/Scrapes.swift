import PrometheusExporter
import Telemetry

/// What a scrape of 10,000 series costs: its parts, and as a server does it.
enum Scrapes {
    static let series = 10_000

    private static let operations = 4

    static func benchmarks() -> [Benchmark] {
        let registry = loaded()
        let scraper = Scraper(registry)
        let handler = ScrapeHandler(registry: registry)
        return [benchmark("gather") { scraper.gather() }]
            + ExpositionFormat.allCases.map { format in
                benchmark("render \(format.rawValue)") { check(scraper.render(as: format), format) }
            }
            + ExpositionFormat.allCases.map { format in
                benchmark("scrape \(format.rawValue)") { await scrape(handler, format) }
            }
    }

    private static func benchmark(_ name: String, _ body: @escaping @Sendable () async -> Void) -> Benchmark {
        Benchmark(name, floor: AtomicAdds.alone, unitsPerOperation: series, operations: operations) { operations in
            for _ in 0..<operations { await body() }
        }
    }

    private static func scrape(_ handler: ScrapeHandler, _ format: ExpositionFormat) async {
        let response = await handler.scrape(ScrapeRequest(format: format.rawValue))
        guard response.status == 200 else { fatalError("the scrape was answered \(response.status)") }
        check(response.body.count, format)
    }

    private static func check(_ bytes: Int, _ format: ExpositionFormat) {
        guard bytes > series * 10 else { fatalError("\(format.rawValue) has \(bytes) bytes for \(series) series") }
    }

    /// Counters with two labels in families of 200, as a server has them, with numbers of all lengths.
    static func loaded() -> Registry {
        let registry = Registry()
        for family in 0..<50 {
            let counters = registry.counter(
                "benchmark_\(family)_operations_total", help: "Operations of part \(family).", labels: ["endpoint", "operation"])
            for child in 0..<200 {
                counters.child("endpoint-\(child / 20)", "operation-\(child)").increment(by: (family * 200 + child) * 37)
            }
        }
        return registry
    }
}
