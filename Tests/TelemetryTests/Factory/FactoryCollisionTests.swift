import CoreMetrics
import Testing

@testable import Telemetry

@Suite("TelemetryFactory, names that are taken")
struct FactoryCollisionTests {
    private let registry = Registry()
    private let factory: TelemetryFactory

    init() {
        factory = TelemetryFactory(registry: registry)
    }

    private var names: [String] {
        registry.snapshot().families.map(\.name).filter { !$0.hasPrefix("telltale_") }
    }

    @Test("two kinds of one name are both shown, the later with its kind, and that is a problem")
    func kinds() {
        CoreMetrics.Gauge(label: "size", factory: factory).record(3)
        for _ in 0..<3 { Recorder(label: "size", factory: factory).record(5) }
        #expect(names == ["size", "size_histogram"])
        #expect(registry.snapshot().family("size")?.number() == 3)
        #expect(registry.snapshot().family("size_histogram")?.distribution()?.count == 3)
        #expect(
            registry.problems == ["a library makes a histogram size, but the name is taken; it is shown as size_histogram"])
    }

    @Test("a counter and a gauge of one name would be one family in OpenMetrics")
    func openMetricsNames() {
        CoreMetrics.Gauge(label: "jobs", factory: factory).record(3)
        CoreMetrics.Counter(label: "jobs", factory: factory).increment()
        #expect(names == ["jobs", "jobs_counter_total"])
    }

    @Test("a gauge does not take the name of a histogram's sample", arguments: ["size_count", "size_sum", "size_bucket"])
    func samples(name: String) {
        Recorder(label: "size", factory: factory).record(1)
        CoreMetrics.Gauge(label: name, factory: factory).record(1)
        #expect(names == ["size", "\(name)_gauge"])
    }

    @Test("a family that the program declared is left alone")
    func declared() {
        registry.counter("jobs_total", help: "Jobs.", labels: ["kind"]).child("mail").increment()
        CoreMetrics.Counter(label: "jobs", factory: factory).increment(by: 5)
        #expect(names == ["jobs_counter_total", "jobs_total"])
        #expect(registry.snapshot().family("jobs_total")?.total() == 1)
        #expect(registry.snapshot().family("jobs_counter_total")?.number() == 5)
    }

    @Test("a metric whose second name is taken too counts for nobody, without harm")
    func nowhere() {
        registry.gauge("jobs", help: "Jobs.").child().set(1)
        registry.gauge("jobs_histogram", help: "Jobs.").child().set(2)
        let recorder = Recorder(label: "jobs", factory: factory)
        recorder.record(1)
        recorder.destroy()
        recorder.record(1)
        #expect(names == ["jobs", "jobs_histogram"])
        #expect(registry.problems == ["a library makes a histogram jobs, but the name is taken; it is not shown"])
        #expect(registry.snapshot().family("telltale_metrics_series_dropped_total")?.number("other") == 1)
    }

    @Test("two factories on one registry share families")
    func twoFactories() {
        CoreMetrics.Counter(label: "jobs", factory: factory).increment()
        CoreMetrics.Counter(label: "jobs", factory: TelemetryFactory(registry: registry)).increment()
        #expect(names == ["jobs_total"])
        #expect(registry.snapshot().family("jobs_total")?.number() == 2)
        #expect(registry.problems.isEmpty)
    }

    @Test("families are bounded, and what is beyond counts for nobody")
    func familyLimit() {
        let factory = TelemetryFactory(registry: registry, familyLimit: 2)
        for user in 0..<5 {
            let counter = CoreMetrics.Counter(label: "user.\(user)", factory: factory)
            counter.increment()
            counter.reset()
        }
        CoreMetrics.Counter(label: "user.1", factory: factory).increment()
        #expect(names == ["user_0_total", "user_1_total"])
        #expect(registry.snapshot().family("user_1_total")?.number() == 1)
        #expect(registry.problems == ["libraries make more than 2 families of a kind; further ones are not shown"])
    }
}
