import Testing

@testable import Telemetry

@Suite("Family")
struct FamilyTests {
    private let registry = Registry(seriesLimit: 3)

    @Test("the same label values give the same child")
    func sameChild() {
        let family = registry.counter("jobs_total", help: "Jobs.", labels: ["kind"])
        #expect(family.child("a") === family.child(["a"]))
        #expect(family.child("a") !== family.child("b"))
        #expect(registry.problems.isEmpty)
    }

    @Test("the same declaration gives the same family, whatever its help")
    func sameFamily() {
        let one = registry.histogram("wait_seconds", help: "Waiting.", labels: ["kind"])
        let other = registry.histogram("wait_seconds", help: "Waits.", labels: ["kind"])
        #expect(one.child("a") === other.child("a"))
        #expect(registry.snapshot().family("wait_seconds")?.help == "Waiting.")
        #expect(registry.problems.isEmpty)
    }

    @Test("the same name in another shape is not shown and is a problem")
    func otherShape() {
        registry.counter("jobs_total", help: "Jobs.").child().increment()
        registry.counter("jobs_total", help: "Jobs.", labels: ["kind"]).child("a").increment()
        registry.gauge("jobs_total", help: "Jobs.").child().set(7)
        registry.functionGauge("jobs_total", help: "Jobs.") { 8 }
        #expect(registry.snapshot().families.filter { $0.name == "jobs_total" }.map { $0.total() } == [1])
        #expect(registry.problems == ["jobs_total is declared twice, in different shapes; the second one is not shown"])
    }

    @Test("histograms of the same name with other buckets are of another shape")
    func otherBuckets() {
        let one = registry.histogram("size_bytes", help: "Size.", buckets: .sizes)
        let other = registry.histogram("size_bytes", help: "Size.")
        #expect(one.child() !== other.child())
        #expect(registry.problems.count == 1)
    }

    @Test("over the limit all label sets share the series other, and the family is named")
    func limit() {
        let family = registry.counter("jobs_total", help: "Jobs.", labels: ["kind", "result"])
        for kind in ["a", "b", "c", "d", "e", "d"] { family.child(kind, "ok").increment() }
        let snapshot = registry.snapshot()
        #expect(
            snapshot.family("jobs_total")?.series.map(\.labelValues)
                == [["a", "ok"], ["b", "ok"], ["c", "ok"], ["other", "other"]])
        #expect(snapshot.family("jobs_total")?.number("other", "other") == 3)
        #expect(snapshot.family("telltale_metrics_series_dropped_total")?.number("jobs_total") == 3)
        #expect(family.child("a", "ok").value == 1)
    }

    @Test("a removed child makes room, though there is the series other")
    func roomBesideOther() {
        let family = registry.counter("jobs_total", help: "Jobs.", labels: ["kind"])
        for kind in ["a", "b", "c", "d"] { family.child(kind).increment() }
        family.remove("a")
        family.child("e").increment(by: 5)
        family.child("f").increment(by: 7)
        let jobs = registry.snapshot().family("jobs_total")
        #expect(jobs?.series.map(\.labelValues) == [["b"], ["c"], ["other"], ["e"]])
        #expect(jobs?.number("other") == 8)
        #expect(jobs?.number("e") == 5)
    }

    @Test("with a limit of 0 all label sets share the series other")
    func noSeries() {
        let family = Registry(seriesLimit: 0).counter("jobs_total", help: "Jobs.", labels: ["kind"])
        #expect(family.child("a") === family.child("b"))
    }

    @Test("a removed child is not shown, makes room for another and starts from 0")
    func removed() {
        let family = registry.counter("jobs_total", help: "Jobs.", labels: ["kind"])
        let children = ["a", "b", "c"].map { family.child($0) }
        let local = children[0].on(registry.makeShard())
        for child in children { child.increment() }
        family.remove("a")
        family.remove("never there")
        local.increment()
        family.child("d").increment(by: 4)
        #expect(registry.snapshot().family("jobs_total")?.series.map(\.labelValues) == [["b"], ["c"], ["d"]])
        family.remove("b")
        #expect(family.child("c") === children[2])
        #expect(family.child("a").value == 0)
    }

    @Test("a wrong number of values is cut or filled, and is a problem")
    func arity() {
        let family = registry.counter("jobs_total", help: "Jobs.", labels: ["kind", "result"])
        family.child("a").increment()
        family.child("a", "b", "c").increment()
        #expect(registry.snapshot().family("jobs_total")?.series.map(\.labelValues) == [["a", ""], ["a", "b"]])
        #expect(
            registry.problems == [
                "jobs_total has labels [\"kind\", \"result\"], but was given 1 values",
                "jobs_total has labels [\"kind\", \"result\"], but was given 3 values",
            ])
    }

    @Test("a label value that is too long becomes other")
    func longValue() {
        let family = registry.counter("jobs_total", help: "Jobs.", labels: ["kind"])
        let longest = String(repeating: "x", count: 512)
        #expect(family.child(longest) !== family.child("other"))
        #expect(family.child(longest + "x") === family.child("other"))
    }

    @Test("a child that several threads ask for at once is one child")
    func concurrent() async {
        let family = registry.counter("jobs_total", help: "Jobs.", labels: ["kind"])
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { for _ in 0..<500 { family.child("a").increment() } }
            }
        }
        #expect(family.child("a").value == 4_000)
    }
}
