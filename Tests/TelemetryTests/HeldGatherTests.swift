import Dispatch
import Synchronization
import Telemetry
import Testing

/// Waits for events instead of measuring: where counting waited for a gather, the test would not end.
@Suite("A gather that is held up", .timeLimit(.minutes(2)))
struct HeldGatherTests {
    @Test("stops nobody who counts, makes a child, a family or a shard, and shows all of it the next time")
    func held() {
        let registry = Registry()
        let counters = registry.counter("a_total", help: "Read before.", labels: ["k"])
        let durations = registry.histogram("z_seconds", help: "Read after.", labels: ["k"])
        let (entered, go) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let isDone = Atomic(false)
        registry.functionGauge("m", help: "Waits.") {
            if !isDone.exchange(true, ordering: .relaxed) {
                entered.signal()
                go.wait()
            }
            return 1
        }
        let shard = registry.makeShard()
        let (counter, duration) = (counters.child("x").on(shard), durations.child("x").on(shard))
        Threads.run(2) { thread in
            if thread == 0 {
                let snapshot = registry.snapshot()
                #expect(snapshot.family("m")?.series.count == 1)
                return
            }
            entered.wait()
            for number in 1...1_000 {
                counter.increment()
                duration.record(Double(number))
                counters.child("x").increment()
            }
            counters.child("new").increment()
            let late = registry.makeShard()
            registry.counter("n_total", help: "New.").child().on(late).increment()
            go.signal()
        }
        let after = registry.snapshot()
        #expect(after.family("a_total")?.total(where: ["k": "x"]) == 2_000)
        #expect(after.family("a_total")?.total(where: ["k": "new"]) == 1)
        #expect(after.family("n_total")?.total(where: [:]) == 1)
        guard case .histogram(let histogram)? = after.family("z_seconds")?.series.first?.value else {
            Issue.record("no histogram")
            return
        }
        #expect(histogram.count == 1_000)
    }
}
