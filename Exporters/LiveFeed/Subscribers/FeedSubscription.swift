/// One subscriber's place in the feed, through which it is steered. Any thread; after ``cancel()`` nothing has an effect.
public struct FeedSubscription: Sendable {
    let id: UInt64
    private let feed: LiveFeed

    init(id: UInt64, feed: LiveFeed) {
        self.id = id
        self.feed = feed
    }

    /// Changes the time between ticks; `seq` counts on.
    ///
    /// - Parameter milliseconds: 250 to 60,000; what lies outside is brought to the nearer end, what lies between two
    ///   intervals of the grid to the longer one.
    public func setInterval(milliseconds: Int) {
        feed.withState { state, now in state.setInterval(milliseconds, of: id, now: now) }
    }

    /// Stops the ticks; those left out have no `seq`.
    public func pause() {
        feed.withState { state, _ in state.setPaused(true, of: id) }
    }

    /// Lets the ticks go on.
    public func resume() {
        feed.withState { state, _ in state.setPaused(false, of: id) }
    }

    /// Ends the subscription and lets go of the subscriber.
    public func cancel() {
        feed.withState { state, _ in state.remove(id) }
    }
}
