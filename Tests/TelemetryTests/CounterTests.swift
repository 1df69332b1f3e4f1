import Testing

@testable import Telemetry

@Suite("Counter")
struct CounterTests {
    private let registry = Registry()

    @Test("counts of every loop and of other threads add up")
    func addsUp() async {
        let counter = registry.counter("jobs_total", help: "Jobs.").child()
        let shards = [registry.makeShard(), registry.makeShard()]
        await withTaskGroup(of: Void.self) { group in
            for shard in shards {
                group.addTask {
                    let local = counter.on(shard)
                    for _ in 0..<10_000 { local.increment() }
                }
            }
            for _ in 0..<4 {
                group.addTask { for _ in 0..<10_000 { counter.increment(by: 2) } }
            }
        }
        #expect(counter.value == 2 * 10_000 + 4 * 20_000)
    }

    @Test("a loop that asks twice gets the same cell")
    func sameCell() {
        let counter = registry.counter("jobs_total", help: "Jobs.").child()
        let shard = registry.makeShard()
        counter.on(shard).increment()
        counter.on(shard).increment(by: 4)
        #expect(counter.value == 5)
    }

    @Test("a negative amount does not make a counter go back")
    func negative() {
        let counter = registry.counter("jobs_total", help: "Jobs.").child()
        let local = counter.on(registry.makeShard())
        counter.increment(by: 3)
        counter.increment(by: -2)
        local.increment(by: -1)
        #expect(counter.value == 3)
    }

    @Test("of two snapshots under load the later one never shows less")
    func neverGoesBack() async {
        let counter = registry.counter("jobs_total", help: "Jobs.").child()
        let shard = registry.makeShard()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                let local = counter.on(shard)
                for _ in 0..<200_000 { local.increment() }
            }
            group.addTask { for _ in 0..<200_000 { counter.increment() } }
            group.addTask { [registry] in
                var last = 0.0
                while last < 400_000 {
                    let now = registry.snapshot().family("jobs_total")?.number() ?? -1
                    #expect(now >= last)
                    guard now >= last else { return }
                    last = now
                }
            }
        }
        #expect(counter.value == 400_000)
    }

    @Test("a handle outlives its registry and its shard")
    func outlives() {
        var registry: Registry? = Registry()
        let local = registry.map { $0.counter("jobs_total", help: "Jobs.").child().on($0.makeShard()) }
        weak let gone = registry
        registry = nil
        #expect(gone == nil)
        local?.increment()
        #expect(local?.cell.load() == 1)
    }
}
