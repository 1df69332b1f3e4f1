/// The messages among the events: other events are passed over by their marks, unread.
extension EventIndex {
    /// Events whose places are looked up at once, at least.
    private static let block: Int64 = 64

    /// The places of the last messages with `seq` in 1 to `upper`, the latest first.
    func messages(through upper: Int64, limit: Int) throws(SQLiteFailure) -> [LogPlace] {
        var found: [LogPlace] = []
        var upper = upper
        while upper >= 1, found.count < limit {
            let lower = max(1, upper - max(Self.block, Int64(limit - found.count)) + 1)
            found += try places(lower...upper).reversed().lazy.filter(\.isMessage).prefix(limit - found.count)
            upper = lower - 1
        }
        return found
    }

    /// The places of the first messages with `seq` in `lower` to `last`, ascending.
    func messages(from lower: Int64, through last: Int64, limit: Int) throws(SQLiteFailure) -> [LogPlace] {
        var found: [LogPlace] = []
        var lower = lower
        while lower <= last, found.count < limit {
            let upper = min(last, lower + max(Self.block, Int64(limit - found.count)) - 1)
            found += try places(lower...upper).lazy.filter(\.isMessage).prefix(limit - found.count)
            lower = upper + 1
        }
        return found
    }

    /// How many messages have a `seq` in `lower` to `last`; counting ends at `limit`.
    func messageCount(from lower: Int64, through last: Int64, limit: Int) throws(SQLiteFailure) -> Int {
        var count = 0
        var lower = lower
        while lower <= last, count < limit {
            let upper = min(last, lower + 16 * Self.block - 1)
            count += try places(lower...upper).count(where: \.isMessage)
            lower = upper + 1
        }
        return min(count, limit)
    }
}
