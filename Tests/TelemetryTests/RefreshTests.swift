import Synchronization
import Testing

@testable import Telemetry

@Suite("Refreshing a snapshot")
struct RefreshTests {
    /// A collector that changes one number in place.
    private final class Machine: Collector {
        let ticks = Mutex(0)
        let failsAt: Int?
        let extraAt: Int?
        private let labels = LabelSet(names: ["cpu"], values: ["0"])

        init(failsAt: Int? = nil, extraAt: Int? = nil) {
            self.failsAt = failsAt
            self.extraAt = extraAt
        }

        struct Failure: Error {}

        func collect() throws -> [FamilySnapshot] {
            var families: [FamilySnapshot] = []
            try collect(into: &families)
            return families
        }

        func collect(into families: inout [FamilySnapshot]) throws {
            let tick = ticks.withLock { ticks -> Int in
                ticks += 1
                return ticks
            }
            if tick == failsAt { throw Failure() }
            if families.count != 1 {
                families = [FamilySnapshot(name: "cpu_seconds_total", help: "Processor time.", kind: .counter, labelNames: ["cpu"])]
            }
            families[0].put(Double(tick), labels: labels, at: 0)
            families[0].truncate(to: 1)
            if tick == extraAt { families.append(FamilySnapshot(name: "a_first", help: "First.", kind: .gauge, number: 1)) }
        }
    }

    /// Where the arrays of a snapshot lie.
    private func addresses(_ snapshot: Snapshot) -> [UnsafeRawPointer?] {
        func address<T>(_ array: [T]) -> UnsafeRawPointer? {
            array.isEmpty ? nil : array.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
        }
        return [address(snapshot.families)]
            + snapshot.families.flatMap { family in
                [address(family.series)]
                    + family.series.flatMap { [address($0.distribution?.buckets ?? []), address($0.distribution?.exemplars ?? [])] }
            }
    }

    private func names(_ snapshot: Snapshot) -> [String] {
        snapshot.families.map(\.name).filter { !$0.hasPrefix("telltale_metrics_") }
    }

    @Test("when only numbers change, every array stays where it is")
    func inPlace() {
        let time = Mutex<Int64>(0)
        let registry = Registry(clock: { time.withLock { $0 } }, wallClock: { 7 })
        let jobs = registry.counter("jobs_total", help: "Jobs.", labels: ["kind"])
        let cost = registry.floatingCounter("cost_usd_total", help: "Cost.").child()
        let level = registry.gauge("level", help: "Level.").child()
        let wait = registry.histogram("wait_seconds", help: "Waiting.", labels: ["kind"])
        let phase = registry.stateSet("phase", help: "Phase.", states: ["a", "b"]).child()
        registry.functionGauge("read", help: "Read.") { level.value }
        registry.info("build_info", help: "Build.", labels: [("version", "1")])
        registry.addCollector(Machine())
        func change(_ amount: Int) {
            for kind in ["a", "b", "c"] { jobs.child(kind).increment(by: amount) }
            cost.increment(by: Double(amount))
            level.set(Double(amount))
            phase.select(amount.isMultiple(of: 2) ? "a" : "b")
            for value in [0, 0.5, 2, 900] { wait.child("x").record(value, exemplar: ["id": "\(amount)"]) }
            time.withLock { $0 += 1_000_000_000 }
        }
        change(1)
        var snapshot = registry.snapshot()
        let before = addresses(snapshot)
        for step in 2...5 {
            change(step)
            registry.refresh(&snapshot)
            #expect(addresses(snapshot) == before)
        }
        #expect(snapshot.takenAtNanoseconds == 5_000_000_000)
        #expect(snapshot.takenAtUnixSeconds == 7)
        #expect(snapshot.family("jobs_total")?.number("b") == 15)
        #expect(snapshot.family("cpu_seconds_total")?.number("0") == 5)
        #expect(snapshot.family("read")?.number() == 5)
        #expect(snapshot.family("phase")?.number("b") == 1)
        let distribution = snapshot.family("wait_seconds")?.distribution()
        #expect(distribution?.count == 20)
        #expect(distribution?.exemplars.map(\.exemplar.labels.values) == [["5"], ["5"], ["5"], ["5"]])
    }

    @Test("a copy of a snapshot keeps its numbers")
    func copy() {
        let registry = Registry()
        let jobs = registry.counter("jobs_total", help: "Jobs.").child()
        let wait = registry.histogram("wait_seconds", help: "Waiting.").child()
        var snapshot = registry.snapshot()
        let copy = snapshot
        jobs.increment()
        wait.record(1)
        registry.refresh(&snapshot)
        #expect(copy.family("jobs_total")?.number() == 0)
        #expect(copy.family("wait_seconds")?.distribution()?.count == 0)
        #expect(snapshot.family("jobs_total")?.number() == 1)
        #expect(snapshot.family("wait_seconds")?.distribution()?.count == 1)
    }

    @Test("a snapshot that its owner changed, or of another registry, becomes right again")
    func changed() {
        let registry = Registry(wallClock: { 7 })
        for kind in ["a", "b"] { registry.counter("jobs_total", help: "Jobs.", labels: ["kind"]).child(kind).increment() }
        registry.gauge("level", help: "Level.").child().set(3)
        registry.addCollector(Machine())
        let other = Registry()
        other.histogram("level", help: "Level.").child().record(1)
        let fresh = registry.snapshot()
        let changes: [(inout Snapshot) -> Void] = [
            { $0.families.removeAll { $0.name == "level" } },
            { $0.families.swapAt(0, $0.families.count - 1) },
            { for index in $0.families.indices { $0.families[index].series.removeAll() } },
            { for index in $0.families.indices { $0.families[index].series += $0.families[index].series } },
            { for index in $0.families.indices { $0.families[index].series.reverse() } },
            { $0 = other.snapshot() },
            { $0 = Snapshot() },
        ]
        for change in changes {
            var snapshot = registry.snapshot()
            change(&snapshot)
            registry.refresh(&snapshot)
            #expect(names(snapshot) == ["cpu_seconds_total", "jobs_total", "level"])
            #expect(snapshot.family("jobs_total") == fresh.family("jobs_total"))
            #expect(snapshot.family("level") == fresh.family("level"))
            #expect(snapshot.family("cpu_seconds_total")?.series.map(\.labelValues) == [["0"]])
        }
    }

    @Test("families that come, go and come again are where they belong")
    func families() {
        let registry = Registry()
        registry.addCollector(Machine(failsAt: 3, extraAt: 5))
        registry.gauge("b_second", help: "Second.").child().set(2)
        var snapshot = registry.snapshot()
        var other = registry.snapshot()
        #expect(names(snapshot) == ["b_second", "cpu_seconds_total"])
        registry.refresh(&snapshot)
        #expect(names(snapshot) == ["b_second"])
        registry.refresh(&snapshot)
        #expect(names(snapshot) == ["b_second", "cpu_seconds_total"])
        registry.refresh(&other)
        #expect(names(other) == ["a_first", "b_second", "cpu_seconds_total"])
        registry.gauge("c_third", help: "Third.").child().set(3)
        registry.refresh(&other)
        registry.refresh(&snapshot)
        #expect(names(other) == ["b_second", "c_third", "cpu_seconds_total"])
        #expect(names(snapshot) == names(other))
        #expect(snapshot.family("cpu_seconds_total")?.number("0") == 7)
        #expect(snapshot.family("telltale_metrics_collector_errors_total")?.number("Machine") == 1)
    }

    @Test("a removed child that is made again begins at 0, with a new time of creation")
    func recreated() {
        let now = Mutex(100.0)
        let registry = Registry(wallClock: { now.withLock { $0 } })
        let jobs = registry.counter("jobs_total", help: "Jobs.", labels: ["kind"])
        let waits = registry.histogram("wait_seconds", help: "Waiting.")
        jobs.child("a").increment(by: 5)
        waits.child().record(1)
        registry.gauge("level", help: "Level.").child().set(1)
        var snapshot = registry.snapshot()
        #expect(snapshot.family("jobs_total")?.series("a")?.createdAt == 100)
        #expect(snapshot.family("wait_seconds")?.series()?.createdAt == 100)
        #expect(snapshot.family("level")?.series()?.createdAt == nil)
        now.withLock { $0 = 200 }
        jobs.remove("a")
        waits.remove()
        jobs.child("a").increment()
        _ = waits.child()
        registry.refresh(&snapshot)
        #expect(snapshot.family("jobs_total")?.series("a")?.createdAt == 200)
        #expect(snapshot.family("jobs_total")?.number("a") == 1)
        #expect(snapshot.family("wait_seconds")?.series()?.createdAt == 200)
        #expect(snapshot.family("wait_seconds")?.distribution() == HistogramSnapshot())
    }
}

extension FamilySnapshot {
    fileprivate func series(_ values: String...) -> SeriesSnapshot? {
        series(values)
    }
}
