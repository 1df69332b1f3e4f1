import Telemetry

/// What the scrape handler counts about itself.
struct ScrapeMetrics: Sendable {
    private let duration: Histogram
    private let size: Histogram
    private let scrapes: Family<Counter>

    init(registry: Registry, admission: ScrapeAdmission) {
        duration = registry.histogram(
            "telltale_scrape_duration_seconds", help: "Time to read and render the metrics."
        ).child()
        size = registry.histogram(
            "telltale_scrape_size_bytes", help: "Size of the rendered metrics, before compression.", buckets: .sizes
        ).child()
        scrapes = registry.counter(
            "telltale_scrapes_total", help: "Scrapes by the status code of their answer.", labels: ["code"])
        registry.functionGauge("telltale_scrapes_in_flight", help: "Scrapes that run now.") {
            Double(admission.inFlight)
        }
    }

    func record(_ response: ScrapeResponse, nanoseconds: Int64) {
        scrapes.child(String(response.status)).increment()
        guard response.status == 200 else { return }
        duration.record(nanoseconds: nanoseconds)
        size.record(Double(response.body.count))
    }
}
