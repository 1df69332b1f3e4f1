import Telemetry

/// What the scrape handler counts about itself.
struct ScrapeMetrics: Sendable {
    private let duration: Histogram
    private let size: Histogram
    private let succeeded: Counter
    private let refused: Counter
    private let unavailable: Counter
    private let unread: Counter

    init(registry: Registry, admission: ScrapeAdmission) {
        duration = registry.histogram(
            "telltale_scrape_duration_seconds", help: "Time from a scrape's request to its answer, with the wait for its turn."
        ).child()
        size = registry.histogram(
            "telltale_scrape_size_bytes", help: "Size of the rendered metrics, before compression.", buckets: .sizes
        ).child()
        let scrapes = registry.counter(
            "telltale_scrapes_total", help: "Scrapes by the status code of their answer.", labels: ["code"])
        succeeded = scrapes.child("200")
        refused = scrapes.child("400")
        unavailable = scrapes.child("503")
        unread = registry.counter(
            "telltale_scrapes_unread_total", help: "Answers that a scraper did not read in time, so that its connection was closed."
        ).child()
        registry.functionGauge("telltale_scrapes_in_flight", help: "Scrapes that are being answered.") {
            Double(admission.inFlight)
        }
    }

    func countUnread() {
        unread.increment()
    }

    func record(_ response: ScrapeResponse, nanoseconds: Int64) {
        switch response.status {
        case 200:
            succeeded.increment()
            duration.record(nanoseconds: nanoseconds)
            size.record(Double(response.renderedSize))
        case 400: refused.increment()
        default: unavailable.increment()
        }
    }
}
