import Wire

/// All that the feed remembers, as a value: samples come in, deliveries come out.
struct FeedState {
    /// The interval that always runs, since the history is made of it.
    private static let historyInterval = FeedHistory.stepMilliseconds

    private(set) var history = FeedHistory()
    private var windows = FeedWindows()
    private var groups: [Int: IntervalGroup]
    private var intervals: [UInt64: Int] = [:]
    private var lastID: UInt64 = 0
    private var latest: FeedSample?
    private var topRooms: [TopRoom]?

    /// - Parameter now: Monotonic nanoseconds.
    init(now: Int64) {
        groups = [Self.historyInterval: IntervalGroup(intervalMilliseconds: Self.historyInterval, base: nil, now: now)]
    }

    /// Whether ``advance(_:topRooms:)`` has something to do.
    func isDue(at now: Int64) -> Bool {
        groups.values.contains { $0.isDue(at: now) }
    }

    /// Whether the tick that is due is one of the history's, once a second.
    func isHistoryDue(at now: Int64) -> Bool {
        groups[Self.historyInterval]?.isDue(at: now) ?? false
    }

    /// Takes a sample and ends the intervals that are due.
    ///
    /// - Parameter rooms: the busiest rooms now; nil keeps those of the time before.
    mutating func advance(_ sample: FeedSample, topRooms rooms: [TopRoom]? = nil) -> [FeedDelivery] {
        if let latest, sample.nanoseconds <= latest.nanoseconds { return [] }
        latest = sample
        topRooms = rooms ?? topRooms
        let due = groups.values.filter { $0.isDue(at: sample.nanoseconds) }.map(\.intervalMilliseconds).sorted()
        let deliveries = due.compactMap { tick($0, at: sample) }
        if due.contains(Self.historyInterval) { windows.keep(sample) }
        return deliveries
    }

    private mutating func tick(_ interval: Int, at sample: FeedSample) -> FeedDelivery? {
        guard let base = groups[interval]?.advance(to: sample) else { return nil }
        let recipients = groups[interval]?.count() ?? []
        guard interval == Self.historyInterval || !recipients.isEmpty else { return nil }
        var entry = StatsEntry(from: base, to: sample, windows: windows)
        entry.topRooms = topRooms
        if interval == Self.historyInterval {
            history.append(StatsHistory.Row(timestampMilliseconds: sample.milliseconds, entry: entry))
        }
        return FeedDelivery(
            timestampMilliseconds: sample.milliseconds, intervalMilliseconds: interval, entry: entry,
            recipients: recipients)
    }
}

extension FeedState {
    /// Adds a subscriber; it gets its first tick within one interval.
    mutating func add(_ subscriber: any FeedSubscriber, intervalMilliseconds: Int, now: Int64) -> UInt64 {
        lastID += 1
        place(IntervalGroup.Member(subscriber: subscriber, isPaused: false), lastID, at: intervalMilliseconds, now: now)
        return lastID
    }

    /// Moves a subscriber to another interval.
    mutating func setInterval(_ milliseconds: Int, of id: UInt64, now: Int64) {
        guard let member = remove(id) else { return }
        place(member, id, at: milliseconds, now: now)
    }

    /// Stops or starts a subscriber's ticks.
    mutating func setPaused(_ isPaused: Bool, of id: UInt64) {
        guard let interval = intervals[id] else { return }
        groups[interval]?.members[id]?.isPaused = isPaused
    }

    /// Takes a subscriber out.
    @discardableResult
    mutating func remove(_ id: UInt64) -> IntervalGroup.Member? {
        guard let interval = intervals.removeValue(forKey: id) else { return nil }
        let member = groups[interval]?.members.removeValue(forKey: id)
        if interval != Self.historyInterval, groups[interval]?.members.isEmpty == true { groups[interval] = nil }
        return member
    }

    /// Subscribers there are.
    var subscriberCount: Int {
        intervals.count
    }

    private mutating func place(_ member: IntervalGroup.Member, _ id: UInt64, at milliseconds: Int, now: Int64) {
        let interval = IntervalGrid.interval(for: milliseconds)
        intervals[id] = interval
        groups[interval, default: IntervalGroup(intervalMilliseconds: interval, base: latest, now: now)].members[id] = member
    }
}
