import CoreMetrics
import PrometheusExporter
import Telemetry

/// The example of the README, compiled. It is not run: a process has one metrics system for good.
enum ReadmeExample {
    static func run() async {
        // begin
        let registry = Registry()
        MetricsSystem.bootstrap(TelemetryFactory(registry: registry))  // what libraries count through swift-metrics

        let jobs = registry.counter("jobs_total", help: "Jobs by how they ended.", labels: ["outcome"])
        let took = registry.histogram("job_duration_seconds", help: "How long jobs took.").child()
        jobs.child("ok").increment()  // any thread
        took.record(0.25, exemplar: ["job_id": "7f3a"])

        let shard = registry.makeShard()  // one for each event loop
        let handled = jobs.child("ok").on(shard)  // a plain add, without an atomic read-modify-write
        handled.increment()

        let scrapes = ScrapeHandler(registry: registry)  // give it a request's headers, send what it answers
        let answer = await scrapes.scrape(ScrapeRequest(accept: "application/openmetrics-text"))
        // end
        _ = answer
    }
}
