import Synchronization
import Testing

@testable import Telemetry

/// The lanes belong to the whole process, so other tests that run meanwhile take some: the pool is tested on its own.
@Suite("Lanes of threads")
struct ThreadLaneTests {
    @Test("threads that live at the same time have different lanes; those beyond the lanes share the first")
    func exclusive() {
        let pool = ThreadLanePool(lanes: 4)
        let meeting = Threads.Meeting(6)
        let taken = Mutex<[Int]>([])
        Threads.run(6) { _ in
            let lane = pool.take()
            taken.withLock { $0.append(lane) }
            meeting.wait()
            pool.giveBack(lane)
        }
        #expect(taken.withLock { $0.sorted() } == [0, 0, 0, 1, 2, 3])
        #expect(pool.used == 4)
    }

    @Test("a lane that was given back is taken again before a new one")
    func again() {
        let pool = ThreadLanePool(lanes: 32)
        let lanes = Mutex<[Int]>([])
        for _ in 0..<3 {
            Threads.run(1) { _ in
                let lane = pool.take()
                lanes.withLock { $0.append(lane) }
                pool.giveBack(lane)
            }
        }
        #expect(lanes.withLock { $0 } == [1, 1, 1])
        #expect(pool.used == 2)
    }

    @Test("a thread keeps its lane")
    func kept() {
        Threads.run(1) { _ in
            let lane = ThreadLane.taken()
            #expect((0..<ThreadLane.count).contains(lane))
            for _ in 0..<100 { #expect(ThreadLane.taken() == lane && ThreadLane.own == lane) }
            #expect(lane < ThreadLane.used)
        }
    }

    @Test("more threads than lanes lose nothing, in waves of threads that end")
    func nothingLost() {
        let registry = Registry()
        let counter = registry.counter("jobs_total", help: "Jobs.").child()
        let cost = registry.floatingCounter("cost_usd_total", help: "Cost.").child()
        let wait = registry.histogram("wait_seconds", help: "Waiting.").child()
        for _ in 0..<3 {
            let meeting = Threads.Meeting(40)
            Threads.run(40) { thread in
                meeting.wait()
                for step in 0..<2_000 {
                    counter.increment()
                    cost.increment(by: 0.5)
                    wait.record(Double((thread + step) % 4))
                }
            }
        }
        #expect(counter.value == 240_000)
        #expect(cost.value == 120_000)
        #expect(wait.distribution.count == 240_000)
        #expect(wait.distribution.zeroCount == 60_000)
        #expect(wait.distribution.sum == 360_000)
    }
}
