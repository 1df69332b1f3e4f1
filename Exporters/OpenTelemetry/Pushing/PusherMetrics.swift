import Synchronization
import Telemetry

/// What the pusher counts about itself.
struct PusherMetrics: Sendable {
    private let exports: [ExportOutcome: Counter]
    private let duration: Histogram
    private let rejectedPoints: Counter
    private let skipped: Counter
    private let lastSuccess: Gauge

    /// Every outcome is there from the start: a rate needs a series that was 0 before.
    init(registry: Registry) {
        let family = registry.counter(
            "telltale_otlp_exports_total", help: "Requests to the OpenTelemetry collector, by how they ended.", labels: ["outcome"])
        exports = Dictionary(uniqueKeysWithValues: ExportOutcome.allCases.map { ($0, family.child($0.rawValue)) })
        duration = registry.histogram(
            "telltale_otlp_export_duration_seconds", help: "Time from sending a request to the OpenTelemetry collector to its end."
        ).child()
        rejectedPoints = registry.counter(
            "telltale_otlp_rejected_points_total", help: "Data points that the OpenTelemetry collector rejected in what it accepted."
        ).child()
        skipped = registry.counter(
            "telltale_otlp_skipped_snapshots_total",
            help: "Snapshots that could not be delivered to the OpenTelemetry collector before a newer one took their place."
        ).child()
        lastSuccess = registry.gauge(
            "telltale_otlp_last_success_timestamp_seconds",
            help: "When the OpenTelemetry collector last accepted metrics, in seconds since 1970; 0 before the first time."
        ).child()
    }

    func record(_ result: ExportResult, nanoseconds: Int64, unixSeconds: Double) {
        exports[result.outcome]?.increment()
        duration.record(nanoseconds: nanoseconds)
        rejectedPoints.increment(by: result.rejectedPoints)
        if result.outcome == .ok || result.outcome == .partial { lastSuccess.set(unixSeconds) }
    }

    func recordSkipped() {
        skipped.increment()
    }
}
