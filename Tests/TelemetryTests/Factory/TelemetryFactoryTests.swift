import CoreMetrics
import Synchronization
import Testing

@testable import Telemetry

@Suite("TelemetryFactory")
struct TelemetryFactoryTests {
    private let registry = Registry()
    private let factory: TelemetryFactory

    init() {
        factory = TelemetryFactory(registry: registry)
    }

    private func family(_ name: String) -> FamilySnapshot? {
        registry.snapshot().family(name)
    }

    @Test("a counter adds up, under its name with _total")
    func counter() {
        let counter = CoreMetrics.Counter(label: "jobs.done", dimensions: [("kind", "mail")], factory: factory)
        counter.increment()
        counter.increment(by: 41)
        let family = family("jobs_done_total")
        #expect(family?.kind == .counter)
        #expect(family?.labelNames == ["kind"])
        #expect(family?.series.map(\.labels.exposition) == [Array(#"kind="mail""#.utf8)])
        #expect(family?.number("mail") == 42)
        #expect(registry.problems.isEmpty)
    }

    @Test("a counter ignores what would make it go back or spoil it")
    func counterRefuses() {
        let whole = CoreMetrics.Counter(label: "whole", factory: factory)
        whole.increment(by: 3)
        whole.increment(by: -2)
        let floating = FloatingPointCounter(label: "floating", factory: factory)
        floating.increment(by: 0.75)
        for amount in [-1, -0.0, .nan, .infinity, -.infinity] { floating.increment(by: amount) }
        #expect(family("whole_total")?.number() == 3)
        #expect(family("floating_total")?.number() == 0.75)
    }

    @Test("a counter and a floating-point counter of one label are one series")
    func oneFlavour() {
        CoreMetrics.Counter(label: "cost", factory: factory).increment(by: 2)
        FloatingPointCounter(label: "cost", factory: factory).increment(by: 0.5)
        #expect(family("cost_total")?.series.count == 1)
        #expect(family("cost_total")?.number() == 2.5)
        #expect(registry.problems.isEmpty)
    }

    @Test("the same arguments give the same handler, in whatever order the dimensions come the same series")
    func madeAgain() {
        let dimensions = [("method", "GET"), ("status", "200")]
        let one = factory.makeCounter(label: "requests", dimensions: dimensions)
        #expect(factory.makeCounter(label: "requests", dimensions: dimensions) === one)
        one.increment(by: 1)
        factory.makeCounter(label: "requests", dimensions: dimensions.reversed()).increment(by: 1)
        #expect(family("requests_total")?.series.map(\.labelValues) == [["GET", "200"]])
        #expect(family("requests_total")?.number("GET", "200") == 2)
    }

    @Test("a reset counter starts from 0, as a series that begins at the time of the reset")
    func reset() {
        let clock = Clock(100)
        let registry = Registry(wallClock: { clock.now })
        let counter = CoreMetrics.Counter(label: "jobs", factory: TelemetryFactory(registry: registry))
        counter.increment(by: 7)
        let before = registry.snapshot().family("jobs_total")?.series.first
        clock.now = 160
        counter.reset()
        let after = registry.snapshot().family("jobs_total")?.series.first
        counter.increment(by: 2)
        #expect(before?.number == 7)
        #expect(before?.createdAt == 100)
        #expect(after?.number == 0)
        #expect(after?.createdAt == 160)
        #expect(registry.snapshot().family("jobs_total")?.number() == 2)
    }

    @Test("a gauge shows what was recorded last")
    func gauge() {
        let gauge = CoreMetrics.Gauge(label: "queue.depth", factory: factory)
        gauge.record(5)
        gauge.record(-2.5)
        #expect(family("queue_depth")?.kind == .gauge)
        #expect(family("queue_depth")?.number() == -2.5)
        #expect(family("queue_depth")?.series.first?.createdAt == nil)
    }

    @Test("a meter is set, goes up and goes down, and ignores amounts that are none")
    func meter() {
        let meter = Meter(label: "active", factory: factory)
        meter.set(10)
        meter.increment(by: 2.5)
        meter.increment()
        meter.decrement(by: 4.0)
        meter.decrement()
        for amount in [-3.0, 0, .nan, .infinity, -.infinity] {
            meter.increment(by: amount)
            meter.decrement(by: amount)
        }
        #expect(family("active")?.number() == 8.5)
        meter.set(1.25)
        #expect(family("active")?.number() == 1.25)
    }

    @Test("a meter and a gauge of one label are one series")
    func meterAndGauge() {
        Meter(label: "level", factory: factory).set(4)
        CoreMetrics.Gauge(label: "level", factory: factory).record(9)
        #expect(family("level")?.series.map(\.number) == [9])
        #expect(registry.problems.isEmpty)
    }

    @Test("a recorder that aggregates is a histogram")
    func recorder() {
        let recorder = Recorder(label: "body.bytes", factory: factory)
        recorder.record(1_000)
        recorder.record(24.0)
        recorder.record(0)
        recorder.record(Double.nan)
        recorder.record(Double.infinity)
        let family = family("body_bytes")
        #expect(family?.kind == .histogram)
        #expect(family?.unit == "bytes")
        #expect(family?.layout == .sizes)
        #expect(family?.distribution()?.count == 3)
        #expect(family?.distribution()?.zeroCount == 1)
        #expect(family?.distribution()?.sum == 1_024)
    }

    @Test("a timer is a histogram of seconds, in whatever unit it would like to be displayed")
    func timer() {
        let timer = CoreMetrics.Timer(label: "query.duration", preferredDisplayUnit: .milliseconds, factory: factory)
        timer.recordMilliseconds(1_500)
        timer.recordNanoseconds(500_000_000)
        let family = family("query_duration_seconds")
        #expect(family?.unit == "seconds")
        #expect(family?.layout == .durations)
        #expect(family?.distribution()?.count == 2)
        #expect(family?.distribution()?.sum == 2)
    }

    @Test("a duration that swift-metrics could not represent does not spoil the sum")
    func impossibleDuration() {
        let timer = CoreMetrics.Timer(label: "query", factory: factory)
        timer.recordSeconds(2)
        timer.recordSeconds(Double.nan)
        timer.recordSeconds(Int64.max)
        #expect(family("query_seconds")?.distribution()?.count == 1)
        #expect(family("query_seconds")?.distribution()?.sum == 2)
    }
}

/// A wall clock that a test sets.
private final class Clock: Sendable {
    private let time: Mutex<Double>

    init(_ time: Double) {
        self.time = Mutex(time)
    }

    var now: Double {
        get { time.withLock { $0 } }
        set { time.withLock { $0 = newValue } }
    }
}
