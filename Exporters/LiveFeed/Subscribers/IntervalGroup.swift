/// The subscribers of one interval, who share its ticks.
struct IntervalGroup {
    /// One of them.
    struct Member {
        let subscriber: any FeedSubscriber
        /// The ticks so far.
        var seq: Int64 = 0
        var isPaused: Bool
    }

    let intervalMilliseconds: Int
    /// When the next tick is due, monotonic nanoseconds.
    private(set) var due: Int64
    /// Where the running interval began; nil before the first sample.
    private(set) var base: FeedSample?
    var members: [UInt64: Member] = [:]

    /// A group whose first interval begins at `base`.
    init(intervalMilliseconds: Int, base: FeedSample?, now: Int64) {
        self.intervalMilliseconds = intervalMilliseconds
        self.base = base
        due = base == nil ? now : now + Int64(intervalMilliseconds) * 1_000_000
    }

    /// Whether a tick falls closer to `now` than to the next look at the clock.
    func isDue(at now: Int64) -> Bool {
        now + LiveFeed.paceNanoseconds / 2 >= due
    }

    /// Ends the running interval at `sample` and begins the next; returns where the ended one began.
    mutating func advance(to sample: FeedSample) -> FeedSample? {
        let length = Int64(intervalMilliseconds) * 1_000_000
        defer {
            base = sample
            due += length
            // After a standstill the missed ticks are not made up for.
            if isDue(at: sample.nanoseconds) { due = sample.nanoseconds + length }
        }
        return base
    }

    /// Counts a tick for all who are not paused and says who gets it under which number.
    mutating func count() -> [FeedDelivery.Recipient] {
        members.keys.sorted().compactMap { id in
            guard var member = members[id], !member.isPaused else { return nil }
            member.seq += 1
            members[id] = member
            return FeedDelivery.Recipient(subscriber: member.subscriber, seq: member.seq)
        }
    }
}
