import LiveFeed
import Synchronization

/// What the feed told every second.
final class Seconds: Sendable {
    private let seconds = Mutex<[FeedSecond]>([])

    var all: [FeedSecond] { seconds.withLock { $0 } }

    @Sendable func add(_ second: FeedSecond) { seconds.withLock { $0.append(second) } }
}
