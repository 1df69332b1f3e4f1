import Testing

@testable import Telemetry

@Suite("Floating counter")
struct FloatingCounterTests {
    private let registry = Registry()

    @Test("amounts of every loop and of other threads add up")
    func addsUp() async {
        let counter = registry.floatingCounter("cost_usd_total", help: "Cost.").child()
        let shard = registry.makeShard()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                let local = counter.on(shard)
                for _ in 0..<10_000 { local.increment(by: 0.5) }
            }
            for _ in 0..<4 {
                group.addTask { for _ in 0..<10_000 { counter.increment(by: 0.25) } }
            }
        }
        #expect(counter.value == 15_000)
        #expect(registry.snapshot().family("cost_usd_total")?.number() == 15_000)
    }

    @Test("no amount makes it go back or spoils it", arguments: [-1, -0.0, .nan, .infinity, -.infinity])
    func unusual(amount: Double) {
        let counter = registry.floatingCounter("cost_usd_total", help: "Cost.").child()
        let local = counter.on(registry.makeShard())
        counter.increment(by: 1.5)
        counter.increment(by: amount)
        local.increment(by: amount)
        #expect(counter.value == 1.5)
    }

    @Test("of two snapshots under load the later one never shows less")
    func neverGoesBack() async {
        let counter = registry.floatingCounter("cost_usd_total", help: "Cost.").child()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask { [registry] in
                    let local = counter.on(registry.makeShard())
                    for step in 0..<30_000 {
                        local.increment(by: 0.1)
                        if step.isMultiple(of: 3) { counter.increment(by: 0.3) }
                    }
                }
            }
            group.addTask { [registry] in
                var snapshot = Snapshot()
                var last = 0.0
                while last < 17_999 {
                    registry.refresh(&snapshot)
                    let now = snapshot.family("cost_usd_total")?.number() ?? -1
                    #expect(now >= last)
                    guard now >= last else { return }
                    last = now
                }
            }
        }
        #expect(abs(counter.value - 18_000) < 1e-6)
    }

    @Test("it is shown as a counter, and is another shape than one of whole numbers")
    func shape() {
        _ = registry.floatingCounter("cost_usd_total", help: "Cost.").child()
        _ = registry.counter("cost_usd_total", help: "Cost.").child()
        #expect(registry.snapshot().family("cost_usd_total")?.kind == .counter)
        #expect(registry.problems == ["cost_usd_total is declared twice, in different shapes; the second one is not shown"])
    }
}
