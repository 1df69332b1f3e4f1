import Glibc
import Testing

@testable import Telemetry

/// A generator whose numbers are the same in every run, so that a failure comes again.
private struct Repeatable: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

@Suite("What always holds")
struct PropertyTests {
    @Test("the count is the sum of the buckets, and quantiles are within a bucket's width of the exact ones", arguments: -4...8)
    func quantiles(schema: Int) throws {
        var random = Repeatable(state: UInt64(schema + 100))
        for round in 0..<20 {
            let layout = HistogramLayout(
                exponents: -7...7, schema: schema, classic: -7...7, maximumBuckets: 4_000, maximumCells: 4_000)
            let histogram = Registry().histogram("wait_seconds", help: "Waiting.", buckets: layout).child()
            let spread = Double(round % 7)
            let values = (0..<Int.random(in: 1...500, using: &random)).map { _ in
                exp2(Double.random(in: -spread - 0.5...spread + 0.5, using: &random))
            }.sorted()
            for value in values { histogram.record(value) }
            let distribution = histogram.distribution
            #expect(distribution.schema == schema)
            #expect(distribution.count == UInt64(values.count))
            #expect(distribution.buckets.reduce(0) { $0 + $1.count } == distribution.count)
            #expect(abs(distribution.sum - values.reduce(0, +)) <= 1e-9 * distribution.sum)
            let width = exp2(exp2(-Double(schema)))
            for q in [0.001, 0.25, 0.5, 0.75, 0.9, 0.99, 1] {
                let exact = values[max(0, Int((q * Double(values.count)).rounded(.up)) - 1)]
                let estimate = try #require(distribution.quantile(q))
                #expect(max(estimate / exact, exact / estimate) <= width * (1 + 1e-9))
            }
        }
    }

    @Test("values of any size are counted once each")
    func anySize() {
        var random = Repeatable(state: 4)
        let histogram = Registry().histogram("wait_seconds", help: "Waiting.").child()
        let local = histogram.on(Shard(index: 0))
        var finite: UInt64 = 0
        for _ in 0..<20_000 {
            let value = Double(bitPattern: random.next())
            if Bool.random(using: &random) { local.record(value) } else { histogram.record(value) }
            if value.isFinite { finite += 1 }
        }
        #expect(histogram.distribution.count == finite)
        #expect(histogram.distribution.buckets.reduce(histogram.distribution.zeroCount) { $0 + $1.count } == finite)
    }

    @Test("after any changes a refreshed snapshot is the same as a new one", arguments: 1...10)
    func refreshed(seed: UInt64) {
        var random = Repeatable(state: seed)
        let registry = Registry(seriesLimit: 4, exemplarInterval: 0, wallClock: { 5 })
        let shards = [registry.makeShard(), registry.makeShard()]
        let layout = HistogramLayout(exponents: -4...4, classic: -4...4, maximumBuckets: 30)
        var snapshots = [registry.snapshot(), registry.snapshot()]
        for _ in 0..<400 {
            let number = Int.random(in: 0...3, using: &random)
            let kind = "k\(Int.random(in: 0...5, using: &random))"
            let value = Double.random(in: -1...10, using: &random)
            let shard = shards[number % 2]
            switch Int.random(in: 0...9, using: &random) {
            case 0: registry.counter("c\(number)_total", help: "C.", labels: ["kind"]).child(kind).increment(by: 2)
            case 1: registry.counter("c\(number)_total", help: "C.", labels: ["kind"]).child(kind).on(shard).increment()
            case 2: registry.counter("c\(number)_total", help: "C.", labels: ["kind"]).remove(kind)
            case 3: registry.gauge("g\(number)", help: "G.").child().set(value)
            case 4: registry.histogram("h\(number)", help: "H.", labels: ["kind"], buckets: layout).child(kind).record(value)
            case 5:
                registry.histogram("h\(number)", help: "H.", labels: ["kind"], buckets: layout).child(kind).on(shard)
                    .record(value, exemplar: ["id": kind])
            case 6: registry.histogram("h\(number)", help: "H.", labels: ["kind"], buckets: layout).remove(kind)
            case 7: registry.functionGauge("f\(number)", help: "F.", labels: [("kind", kind)]) { value < 0 ? nil : value }
            case 8: registry.stateSet("s\(number)", help: "S.", labels: ["kind"], states: ["on", "off"]).child(kind).select("on")
            default: registry.floatingCounter("d\(number)_total", help: "D.").child().increment(by: value)
            }
            let turn = number % 2
            registry.refresh(&snapshots[turn])
            let fresh = registry.snapshot()
            guard snapshots[turn].families == fresh.families else {
                Issue.record("a refreshed snapshot differs from a new one")
                return
            }
            #expect(fresh.families.map(\.name) == fresh.families.map(\.name).sorted())
        }
    }

    @Test("children that are removed and made again under load never make a shown number wrong")
    func removedUnderLoad() async {
        let registry = Registry()
        let jobs = registry.counter("jobs_total", help: "Jobs.", labels: ["kind"])
        let waits = registry.histogram("wait_seconds", help: "Waiting.", labels: ["kind"])
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<2 {
                group.addTask {
                    for step in 0..<3_000 {
                        let kind = "\((step + writer) % 3)"
                        jobs.child(kind).increment(by: 3)
                        waits.child(kind).record(2)
                        if step % 50 == 0 { jobs.remove(kind) }
                        if step % 70 == 0 { waits.remove(kind) }
                    }
                }
            }
            group.addTask {
                var snapshot = Snapshot()
                for _ in 0..<500 {
                    registry.refresh(&snapshot)
                    for series in snapshot.family("jobs_total")?.series ?? [] {
                        #expect((series.number ?? -1).truncatingRemainder(dividingBy: 3) == 0)
                    }
                    for series in snapshot.family("wait_seconds")?.series ?? [] {
                        let one = series.distribution ?? HistogramSnapshot()
                        #expect(one.count == one.buckets.reduce(0) { $0 + $1.count })
                        #expect(one.buckets.allSatisfy { $0.index == 8 })
                    }
                }
            }
        }
    }
}
