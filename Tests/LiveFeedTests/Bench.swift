import LiveFeed
import Telemetry
import Wire

/// A registry, a feed of it and their clock.
struct Bench {
    let clock = ManualClock()
    let registry: Registry
    let feed: LiveFeed
    /// How often the feed let frames leave.
    let flushes = Reads()

    init(
        topRooms: @escaping @Sendable () -> [TopRoom]? = { nil }, everySecond: @escaping @Sendable (FeedSecond) -> Void = { _ in }
    ) {
        let (clock, flushes) = (clock, flushes)
        registry = Registry(clock: { clock.now })
        feed = LiveFeed(
            node: "n1", registry: registry, topRooms: topRooms, everySecond: everySecond, flush: { _ = flushes.count() },
            monotonicNanoseconds: { clock.now },
            unixMilliseconds: { clock.unixMilliseconds })
    }

    /// Lets time pass in steps of the feed's pace, sampling at each.
    func run(milliseconds: Int64) {
        for _ in 0..<milliseconds / 250 {
            clock.advance(milliseconds: 250)
            feed.sample()
        }
    }
}
