import CoreMetrics
import Testing

@testable import Telemetry

@Suite("TelemetryFactory, destroying")
struct FactoryDestroyTests {
    private let registry = Registry(seriesLimit: 2)
    private let factory: TelemetryFactory

    init() {
        factory = TelemetryFactory(registry: registry)
    }

    private func count(_ name: String) -> Int? {
        registry.snapshot().family(name)?.series.count
    }

    @Test("every kind of metric is no longer shown when it is destroyed")
    func everyKind() {
        let counter = CoreMetrics.Counter(label: "a", factory: factory)
        let floating = FloatingPointCounter(label: "b", factory: factory)
        let meter = Meter(label: "c", factory: factory)
        let gauge = CoreMetrics.Gauge(label: "d", factory: factory)
        let recorder = Recorder(label: "e", factory: factory)
        let timer = CoreMetrics.Timer(label: "f", factory: factory)
        let names = ["a_total", "b_total", "c", "d", "e", "f_seconds"]
        #expect(names.map(count) == [1, 1, 1, 1, 1, 1])
        counter.destroy()
        floating.destroy()
        meter.destroy()
        gauge.destroy()
        recorder.destroy()
        timer.destroy()
        #expect(names.map(count) == [0, 0, 0, 0, 0, 0])
    }

    @Test("a handle on a destroyed metric can be used and counts for nobody; making it again starts from 0")
    func handlesStayValid() {
        let dimensions = [("room", "1")]
        let old = CoreMetrics.Counter(label: "jobs", dimensions: dimensions, factory: factory)
        old.increment(by: 5)
        old.destroy()
        old.increment(by: 5)
        old.reset()
        let new = CoreMetrics.Counter(label: "jobs", dimensions: dimensions, factory: factory)
        new.increment(by: 1)
        #expect(registry.snapshot().family("jobs_total")?.number("1") == 1)
        old.destroy()
        old.increment()
        #expect(registry.snapshot().family("jobs_total")?.number("1") == 1)
    }

    @Test("another spelling of a destroyed metric is made anew as well")
    func otherSpelling() {
        let dimensions = [("a", "1"), ("b", "2")]
        let one = factory.makeCounter(label: "jobs", dimensions: dimensions)
        let other = factory.makeCounter(label: "jobs", dimensions: dimensions.reversed())
        one.increment(by: 3)
        factory.destroyCounter(other)
        factory.makeCounter(label: "jobs", dimensions: dimensions).increment(by: 1)
        #expect(registry.snapshot().family("jobs_total")?.number("1", "2") == 1)
    }

    @Test("a destroyed series makes room for another")
    func makesRoom() {
        for room in 0..<20 {
            let gauge = CoreMetrics.Gauge(label: "depth", dimensions: [("room", "\(room)")], factory: factory)
            gauge.record(room)
            gauge.destroy()
        }
        CoreMetrics.Gauge(label: "depth", dimensions: [("room", "last")], factory: factory).record(7)
        #expect(registry.snapshot().family("depth")?.series.map(\.labelValues) == [["last"]])
        #expect(registry.snapshot().family("telltale_metrics_series_dropped_total")?.total() == 0)
    }

    @Test("the series other stays, since it stands for many")
    func otherStays() {
        for room in ["1", "2"] {
            CoreMetrics.Counter(label: "jobs", dimensions: [("room", room)], factory: factory).increment()
        }
        let third = CoreMetrics.Counter(label: "jobs", dimensions: [("room", "3")], factory: factory)
        third.increment()
        third.destroy()
        third.increment()
        #expect(registry.snapshot().family("jobs_total")?.number("other") == 2)
    }

    @Test("handlers of another factory are left alone")
    func foreignHandler() {
        CoreMetrics.Counter(label: "jobs", factory: factory).increment()
        factory.destroyCounter(NOOPMetricsHandler.instance)
        factory.destroyFloatingPointCounter(NOOPMetricsHandler.instance)
        factory.destroyMeter(NOOPMetricsHandler.instance)
        factory.destroyRecorder(NOOPMetricsHandler.instance)
        factory.destroyTimer(NOOPMetricsHandler.instance)
        #expect(count("jobs_total") == 1)
    }
}
