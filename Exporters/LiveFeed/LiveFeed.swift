import Synchronization
import Telemetry
import Wire

/// The live statistics stream: reads the registry, keeps five minutes at one second, and sends each subscriber a tick at the
/// interval it asked for.
///
/// The composition calls ``sample()`` about four times a second, or runs ``run(pause:)``. With nobody at a shorter interval
/// the registry is read once a second. Ticks are computed and encoded once for each interval in use, of which a grid allows
/// 23. All methods may be called from any thread.
public final class LiveFeed: Sendable {
    /// How often the clock is looked at: 250 ms, the shortest interval.
    public static let paceMilliseconds = 250
    /// The interval of subscribers that asked for none: one second.
    public static let defaultIntervalMilliseconds = 1_000
    static let paceNanoseconds = Int64(paceMilliseconds) * 1_000_000

    /// This node's name in `nodes`.
    public let node: String

    private let registry: Registry
    private let topRooms: @Sendable () -> [TopRoom]?
    private let everySecond: @Sendable (FeedSecond) -> Void
    private let flush: @Sendable () -> Void
    private let monotonicNanoseconds: @Sendable () -> Int64
    private let unixMilliseconds: @Sendable () -> Int64
    private let state: Mutex<FeedState>
    /// Held while frames are sent, so that a subscriber gets them in order; taken before `state`.
    private let sending = Mutex(())

    /// A feed of a registry.
    ///
    /// - Parameters:
    ///   - node: this node's name.
    ///   - registry: read by ``sample()``.
    ///   - topRooms: the ten busiest rooms, asked once a second; nil when nobody knows.
    ///   - everySecond: is told of each second of the history, on the thread that samples; must not call the feed.
    ///   - flush: called after frames were given to one or more subscribers, so that those of one tick can leave together.
    ///   - monotonicNanoseconds: must be the registry's clock.
    ///   - unixMilliseconds: the time for `ts`.
    public init(
        node: String, registry: Registry, topRooms: @escaping @Sendable () -> [TopRoom]? = { nil },
        everySecond: @escaping @Sendable (FeedSecond) -> Void = { _ in }, flush: @escaping @Sendable () -> Void,
        monotonicNanoseconds: @escaping @Sendable () -> Int64 = MonotonicClock.now,
        unixMilliseconds: @escaping @Sendable () -> Int64
    ) {
        self.node = node
        self.registry = registry
        self.topRooms = topRooms
        self.everySecond = everySecond
        self.flush = flush
        self.monotonicNanoseconds = monotonicNanoseconds
        self.unixMilliseconds = unixMilliseconds
        state = Mutex(FeedState(now: monotonicNanoseconds()))
    }

    /// Sends the ticks that are due; does nothing, cheaply, when none is.
    ///
    /// Not for an event loop: it gathers the registry.
    public func sample() {
        sending.withLock { _ in
            let now = monotonicNanoseconds()
            let (isDue, isHistoryDue) = state.withLock { ($0.isDue(at: now), $0.isHistoryDue(at: now)) }
            guard isDue else { return }
            // Before the gather, which notes its own time at its start: rates times the time between two entries are the counts.
            let milliseconds = unixMilliseconds()
            let snapshot = registry.snapshot()
            let rooms = isHistoryDue ? topRooms() : nil
            let deliveries = state.withLock { $0.advance(FeedSample(snapshot, milliseconds: milliseconds), topRooms: rooms) }
            if deliveries.reduce(false, { $1.send(node: node) || $0 }) { flush() }
            guard isHistoryDue else { return }
            // After the frames have left: they are in more of a hurry.
            for second in deliveries where second.intervalMilliseconds == FeedHistory.stepMilliseconds {
                everySecond(FeedSecond(snapshot: snapshot, timestampMilliseconds: second.timestampMilliseconds, entry: second.entry))
            }
        }
    }

    /// Calls ``sample()`` until the task is cancelled.
    ///
    /// - Parameter pause: waits for so long, or throws when cancelled.
    public func run(pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }) async {
        while !Task.isCancelled {
            sample()
            // Up to a whole multiple, so that the time the sampling takes does not add up.
            let rest = Self.paceNanoseconds - monotonicNanoseconds() % Self.paceNanoseconds
            do {
                try await pause(.nanoseconds(rest))
            } catch {
                return
            }
        }
    }

    /// Sends the history of the last five minutes at once, and then ticks.
    ///
    /// Holds on to the subscriber until ``FeedSubscription/cancel()``.
    ///
    /// - Parameter intervalMilliseconds: 250 to 60,000; what lies outside is brought to the nearer end, what lies between two
    ///   intervals of the grid to the longer one.
    public func subscribe(
        _ subscriber: any FeedSubscriber, intervalMilliseconds: Int = defaultIntervalMilliseconds
    ) -> FeedSubscription {
        sending.withLock { _ in
            let now = monotonicNanoseconds()
            let (id, history) = state.withLock { state in
                let id = state.add(subscriber, intervalMilliseconds: intervalMilliseconds, now: now)
                return (id, state.history.select(from: nil, to: nil, stepMilliseconds: nil))
            }
            subscriber.send(DashboardFrames.history(id: nil, history))
            flush()
            return FeedSubscription(id: id, feed: self)
        }
    }

    /// The `history` frame for a request.
    ///
    /// - Parameters:
    ///   - id: the request's `id`.
    ///   - from: Unix time in milliseconds, nil for as far back as there is.
    ///   - to: Unix time in milliseconds, nil for the present time.
    ///   - stepMilliseconds: brought up to whole seconds; nil for one second.
    public func history(id: String?, from: Int64?, to: Int64?, stepMilliseconds: Int?) -> [UInt8] {
        let history = state.withLock { $0.history.select(from: from, to: to, stepMilliseconds: stepMilliseconds) }
        return DashboardFrames.history(id: id, history)
    }

    /// Subscribers there are.
    public var subscriberCount: Int {
        state.withLock { $0.subscriberCount }
    }

    func withState(_ body: (inout FeedState, _ now: Int64) -> Void) {
        let now = monotonicNanoseconds()
        state.withLock { body(&$0, now) }
    }
}
