import CoreMetrics
import Testing

@testable import Telemetry

@Suite("TelemetryFactory, settings")
struct FactorySettingsTests {
    private let registry = Registry()

    @Test("help comes from the settings by label, then by name, then from what is known, then from the label")
    func help() {
        let factory = TelemetryFactory(
            registry: registry,
            families: [
                "jobs.done": FamilySettings(help: "By label."), "jobs_done_total": FamilySettings(help: "By name."),
                "jobs_failed_total": FamilySettings(help: "By name."),
            ])
        for label in ["jobs.done", "jobs.failed", "jobs.lost", "hb.requests"] {
            CoreMetrics.Counter(label: label, factory: factory).increment()
        }
        let help = ["jobs_done_total", "jobs_failed_total", "jobs_lost_total", "hb_requests_total"].map {
            registry.snapshot().family($0)?.help
        }
        #expect(help == ["By label.", "By name.", "Counter jobs.lost of a library.", "HTTP requests by their answer."])
    }

    @Test("buckets come from the settings, then from the rule, then from the name")
    func buckets() {
        let factory = TelemetryFactory(
            registry: registry, families: ["a": FamilySettings(buckets: .counts), "e": FamilySettings(help: "E.")],
            buckets: { $0 == "b" || $0 == "e" || $0 == "t_seconds" ? .lifetimes : nil })
        for label in ["a", "b", "c", "d.bytes", "e", "f_ratio", "g.seconds"] {
            Recorder(label: label, factory: factory).record(1)
        }
        for label in ["t", "u"] { CoreMetrics.Timer(label: label, factory: factory).recordSeconds(1) }
        let expected: [(String, HistogramLayout)] = [
            ("a", .counts), ("b", .lifetimes), ("c", .recordings), ("d_bytes", .sizes), ("e", .lifetimes),
            ("f_ratio", .ratios), ("g_seconds", .durations), ("t_seconds", .lifetimes), ("u_seconds", .durations),
        ]
        for (name, layout) in expected { #expect(registry.snapshot().family(name)?.layout == layout, "\(name)") }
    }

    @Test("a recorder of anything distinguishes from a millionth to a billion, and shows exact classic bounds")
    func recordings() {
        let layout = HistogramLayout.recordings
        #expect(layout.schema == 2)
        #expect(layout.indices == -80...121)
        #expect(layout.classicBounds.first == 1.0 / 1_024)
        #expect(layout.classicBounds.last == 268_435_456)
        #expect(layout.classicBounds.count == 20)
    }
}
