import CoreMetrics
import Synchronization
import Testing

@testable import Telemetry

@Suite("TelemetryFactory, many threads")
struct FactoryConcurrencyTests {
    private let registry = Registry()
    private let factory: TelemetryFactory

    init() {
        factory = TelemetryFactory(registry: registry)
    }

    @Test("nothing is lost when many threads make and use the same metrics while snapshots are taken")
    func nothingIsLost() async {
        await withTaskGroup { group in
            for task in 0..<4 {
                group.addTask {
                    for turn in 0..<2_000 {
                        let dimensions = [("turn", "\(turn % 50)")] + (turn % 3 == 0 ? [("task", "\(task)")] : [])
                        CoreMetrics.Counter(label: "turns", dimensions: dimensions, factory: factory).increment()
                        CoreMetrics.Timer(label: "turn", dimensions: dimensions, factory: factory).recordNanoseconds(1_000)
                        Meter(label: "running", factory: factory).increment()
                        Meter(label: "running", factory: factory).decrement()
                    }
                }
            }
            group.addTask {
                var snapshot = registry.snapshot()
                for _ in 0..<200 { registry.refresh(&snapshot) }
            }
        }
        let snapshot = registry.snapshot()
        #expect(snapshot.family("turns_total")?.total() == 8_000)
        #expect(snapshot.family("turn_seconds")?.distribution()?.count == 8_000)
        #expect(snapshot.family("running")?.number() == 0)
    }

    @Test("metrics that are destroyed while others make and use them do no harm")
    func destroyedMeanwhile() async {
        await withTaskGroup { group in
            for task in 0..<4 {
                group.addTask {
                    for _ in 0..<2_000 {
                        let counter = CoreMetrics.Counter(label: "short", factory: factory)
                        counter.increment()
                        if task == 0 { counter.destroy() }
                    }
                }
            }
        }
        CoreMetrics.Counter(label: "short", factory: factory).destroy()
        let fresh = CoreMetrics.Counter(label: "short", factory: factory)
        fresh.increment(by: 3)
        #expect(registry.snapshot().family("short_total")?.series.map(\.number) == [3])
    }

    @Test("when the table of requests is full everything is still the same series")
    func fullTable() {
        let registry = Registry(seriesLimit: 20_000)
        let factory = TelemetryFactory(registry: registry)
        for _ in 0..<2 {
            for number in 0..<16_500 {
                factory.makeMeter(label: "many", dimensions: [("number", "\(number)")]).increment(by: 1)
            }
        }
        let family = registry.snapshot().family("many")
        #expect(family?.series.count == 16_500)
        #expect(family?.series.allSatisfy { $0.number == 2 } == true)
    }

    @Test("the table of requests is bounded: when it is full it is emptied")
    func boundedTable() {
        let registry = Registry(seriesLimit: 20_000)
        let factory = TelemetryFactory(registry: registry)
        let first = factory.makeMeter(label: "many", dimensions: [("number", "first")])
        #expect(factory.makeMeter(label: "many", dimensions: [("number", "first")]) === first)
        for number in 0..<16_384 { _ = factory.makeMeter(label: "many", dimensions: [("number", "\(number)")]) }
        #expect(factory.makeMeter(label: "many", dimensions: [("number", "first")]) !== first)
    }

    @Test("values that are cut are not kept in the table, since any number of them is one series")
    func cutValues() {
        let dimensions = [("path", String(repeating: "x", count: 600))]
        let first = factory.makeCounter(label: "requests", dimensions: dimensions)
        #expect(factory.makeCounter(label: "requests", dimensions: dimensions) !== first)
    }
}
