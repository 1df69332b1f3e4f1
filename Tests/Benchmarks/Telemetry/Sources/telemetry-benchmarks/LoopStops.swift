import Glibc
import Synchronization
import Telemetry

/// How long a loop that counts all the time is held up, while another thread gathers and while it does not.
///
/// Without gathers the other thread is as busy with something else, so that both runs suffer alike from the scheduler. A
/// gap in which the kernel gave our processor to somebody else says nothing about the gather and is left out. How often
/// the loop waited of itself is counted too: that is what a lock would make it do.
final class LoopStops: Sendable {
    struct Figures: Sendable {
        /// The longest gap between two batches, in nanoseconds.
        var longest = Int64(0)

        /// Gaps longer than a gather may stop a loop.
        var tooLong = 0

        /// Times that the loop's thread gave up the processor of itself.
        var waits = 0

        /// Gathers meanwhile.
        var gathers = 0
    }

    /// Counter increments and histogram records between two looks at the clock; their time is part of every gap.
    private static let batch = 32

    /// The longest that a gather may stop a loop, in nanoseconds.
    private static let allowed = Int64(50_000)

    /// Shorter gaps are not looked into, since asking the kernel takes time too.
    private static let suspicious = Int64(5_000)

    /// `RUSAGE_THREAD`, which the C library's header hides from Swift.
    private static let thisThread = Int32(1)

    private let registry = Scrapes.loaded()
    private let counter: LocalCounter
    private let histogram: LocalHistogram
    private let values = Observations()
    private let isOver = Atomic(false)
    private let figures = Mutex(Figures())

    init() {
        let shard = registry.makeShard()
        counter = registry.counter("hammered_total", help: "Counted without a pause.").child().on(shard)
        histogram = registry.histogram("hammered_seconds", help: "Recorded without a pause.").child().on(shard)
    }

    /// One run.
    ///
    /// - Parameter duration: nanoseconds.
    func measure(gathering: Bool, duration: Int64) -> Figures {
        isOver.store(false, ordering: .relaxed)
        figures.withLock { $0 = Figures() }
        TwoThreads.run({ self.hammer(until: MonotonicClock.now() + duration) }, gathering ? gather : compute)
        return figures.withLock { $0 }
    }

    private func hammer(until end: Int64) {
        var found = Figures()
        var before = Self.switches()
        let waits = before.own
        var last = MonotonicClock.now()
        while last < end {
            for index in 0..<Self.batch {
                counter.increment()
                histogram.record(values[index])
            }
            let gap = MonotonicClock.now() - last
            if gap > Self.suspicious {
                let after = Self.switches()
                if after.forced == before.forced {
                    found.longest = max(found.longest, gap)
                    found.tooLong += gap > Self.allowed ? 1 : 0
                }
                before = after
            }
            last = MonotonicClock.now()
        }
        isOver.store(true, ordering: .relaxed)
        found.waits = Self.switches().own - waits
        figures.withLock { [found] in $0 = Figures(longest: found.longest, tooLong: found.tooLong, waits: found.waits, gathers: $0.gathers)
        }
    }

    private func gather() {
        var snapshot = registry.snapshot()
        var gathers = 0
        while !isOver.load(ordering: .relaxed) {
            registry.refresh(&snapshot)
            gathers += 1
        }
        figures.withLock { $0.gathers = gathers }
    }

    private func compute() {
        let own = Atomic(0)
        while !isOver.load(ordering: .relaxed) { own.wrappingAdd(1, ordering: .relaxed) }
    }

    /// How often the calling thread left the processor: of itself, and because the kernel took it.
    private static func switches() -> (own: Int, forced: Int) {
        var usage = rusage()
        getrusage(thisThread, &usage)
        return (usage.ru_nvcsw, usage.ru_nivcsw)
    }
}
