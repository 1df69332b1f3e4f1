import Testing

@testable import Telemetry

@Suite("Registry")
struct RegistryTests {
    private struct Failure: Error {}

    private struct Machine: Collector {
        var name = "machine"
        var families: [FamilySnapshot]
        var fails = false

        func collect() throws -> [FamilySnapshot] {
            if fails { throw Failure() }
            return families
        }
    }

    @Test("a snapshot has every family by name, and the time of the injected clock")
    func ordered() {
        let registry = Registry(clock: { 42 })
        _ = registry.gauge("zebras", help: "Zebras.").child()
        registry.functionGauge("apples", help: "Apples.") { 3 }
        registry.info("build_info", help: "Build.", labels: [("version", "1.2")])
        let snapshot = registry.snapshot()
        #expect(snapshot.takenAtNanoseconds == 42)
        #expect(
            snapshot.families.filter { !$0.name.hasPrefix("telltale_metrics_") }.map(\.name)
                == ["apples", "build_info", "zebras"])
        #expect(snapshot.family("build_info")?.kind == .info)
        #expect(snapshot.family("build_info")?.number("1.2") == 1)
        #expect(snapshot.family("pears") == nil)
    }

    @Test("functions are read at each snapshot, and a series whose function has no value is left out")
    func functions() {
        let registry = Registry()
        registry.functionGauge("level", help: "Level.", labels: [("tank", "a")]) { 1.5 }
        registry.functionGauge("level", help: "Level.", labels: [("tank", "b")]) { nil }
        registry.functionGauge("level", help: "Level.", labels: [("tank", "a")]) { 2.5 }
        registry.functionCounter("drops_total", help: "Drops.") { 9 }
        let snapshot = registry.snapshot()
        #expect(snapshot.family("level")?.series.map(\.labelValues) == [["a"]])
        #expect(snapshot.family("level")?.number("a") == 2.5)
        #expect(snapshot.family("drops_total")?.number() == 9)
        #expect(snapshot.family("drops_total")?.kind == .counter)
        #expect(registry.problems.isEmpty)
    }

    @Test("a collector that fails costs its families and a count, not the snapshot")
    func failingCollector() {
        let registry = Registry()
        let family = FamilySnapshot(name: "load", help: "Load.", kind: .gauge, number: 0.5)
        registry.addCollector(Machine(name: "broken", families: [family], fails: true))
        registry.addCollector(Machine(families: [family]))
        #expect(registry.snapshot().family("load")?.number() == 0.5)
        #expect(registry.snapshot().family("telltale_metrics_collector_errors_total")?.number("broken") == 2)
    }

    @Test("a collector's family whose name is taken is left out and is a problem")
    func clashingCollector() {
        let registry = Registry()
        registry.gauge("load", help: "Load.").child().set(1)
        registry.addCollector(
            Machine(families: [
                FamilySnapshot(name: "load", help: "Load.", kind: .gauge, number: 2),
                FamilySnapshot(name: "uptime", help: "Uptime.", kind: .gauge, number: 3),
                FamilySnapshot(name: "uptime", help: "Uptime.", kind: .gauge, number: 4),
            ]))
        let snapshot = registry.snapshot()
        #expect(snapshot.families.filter { $0.name == "load" }.map { $0.total() } == [1])
        #expect(snapshot.families.filter { $0.name == "uptime" }.map { $0.total() } == [3])
        #expect(
            registry.problems == [
                "machine has load, which is there already", "machine has uptime, which is there already",
            ])
    }

    @Test("collectors are exempt from the series limit")
    func exempt() {
        let registry = Registry(seriesLimit: 2)
        let series = (0..<10).map {
            SeriesSnapshot(labels: LabelSet(names: ["cpu"], values: ["\($0)"]), value: .number(1))
        }
        registry.addCollector(
            Machine(families: [
                FamilySnapshot(name: "cpus", help: "CPUs.", kind: .gauge, labelNames: ["cpu"], series: series)
            ]))
        #expect(registry.snapshot().family("cpus")?.total() == 10)
    }

    @Test("a family answers for one series and for several together")
    func queries() {
        let registry = Registry()
        let counters = registry.counter("jobs_total", help: "Jobs.", labels: ["kind", "result"])
        counters.child("a", "ok").increment(by: 1)
        counters.child("a", "bad").increment(by: 2)
        counters.child("b", "ok").increment(by: 4)
        let waits = registry.histogram("wait_seconds", help: "Waiting.", labels: ["kind"])
        waits.child("a").record(1)
        waits.child("b").record(1)
        waits.child("b").record(2)
        let snapshot = registry.snapshot()
        let jobs = snapshot.family("jobs_total")
        #expect(jobs?.total() == 7)
        #expect(jobs?.total(where: ["result": "ok"]) == 5)
        #expect(jobs?.total(where: ["kind": "a", "result": "ok"]) == 1)
        #expect(jobs?.total(where: ["colour": "red"]) == 0)
        #expect(jobs?.number("c", "ok") == nil)
        #expect(snapshot.family("wait_seconds")?.distribution()?.count == 3)
        #expect(snapshot.family("wait_seconds")?.distribution(where: ["kind": "b"])?.sum == 3)
        #expect(snapshot.family("wait_seconds")?.distribution(where: ["kind": "c"]) == nil)
    }

    @Test("problems are bounded and said once")
    func boundedProblems() {
        let registry = Registry()
        let family = registry.counter("jobs_total", help: "Jobs.", labels: ["kind"])
        for _ in 0..<3 { _ = family.child() }
        #expect(registry.problems.count == 1)
        for index in 0..<200 { _ = registry.gauge("bad-\(index)", help: "Bad.") }
        #expect(registry.problems.count == 100)
    }

    @Test("the monotonic clock does not go back")
    func clock() {
        let first = MonotonicClock.now()
        #expect(first > 0)
        #expect(MonotonicClock.now() >= first)
    }
}
