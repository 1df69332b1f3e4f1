/// The messages among the events: other events are passed over by their marks, unread, and in long stretches at once.
///
/// Between two messages there is the rest of one segment, one stretch, and the begin of another segment: so what a page costs
/// depends on its messages and on what is in memory, however many other events there are. A stretch is asked for at the begin and
/// behind a block in which there was anything but messages: plain talk pays for one lookup a page.
extension EventIndex {
    /// Events whose places are looked up at once, at least.
    private static let block: Int64 = 64

    /// The places of the last messages with `seq` in 1 to `upper`, the latest first.
    func messages(through upper: Int64, limit: Int) throws(SQLiteFailure) -> [LogPlace] {
        var found: [LogPlace] = []
        var upper = upper
        var mayBeQuiet = true
        while upper >= 1, found.count < limit {
            if mayBeQuiet, let stretch = try quietStretch(at: upper) {
                upper = stretch.lowerBound - 1
                continue
            }
            let lower = max(1, upper - max(Self.block, Int64(limit - found.count)) + 1)
            let messages = try places(lower...upper).reversed().filter(\.isMessage)
            mayBeQuiet = Int64(messages.count) <= upper - lower
            upper = lower - 1
            found += messages.prefix(limit - found.count)
        }
        return found
    }

    /// The places of the first messages with `seq` in `lower` to `last`, ascending.
    func messages(from lower: Int64, through last: Int64, limit: Int) throws(SQLiteFailure) -> [LogPlace] {
        var found: [LogPlace] = []
        var lower = lower
        var mayBeQuiet = true
        while lower <= last, found.count < limit {
            if mayBeQuiet, let stretch = try quietStretch(at: lower) {
                lower = stretch.upperBound + 1
                continue
            }
            let upper = min(last, lower + max(Self.block, Int64(limit - found.count)) - 1)
            let messages = try places(lower...upper).filter(\.isMessage)
            mayBeQuiet = Int64(messages.count) <= upper - lower
            lower = upper + 1
            found += messages.prefix(limit - found.count)
        }
        return found
    }

    /// How many messages have a `seq` in `lower` to `last`; counting ends at `limit`.
    func messageCount(from lower: Int64, through last: Int64, limit: Int) throws(SQLiteFailure) -> Int {
        var count = 0
        var lower = lower
        var mayBeQuiet = true
        while lower <= last, count < limit {
            if mayBeQuiet, let stretch = try quietStretch(at: lower) {
                lower = stretch.upperBound + 1
                continue
            }
            let upper = min(last, lower + 16 * Self.block - 1)
            let messages = try places(lower...upper).count(where: \.isMessage)
            mayBeQuiet = Int64(messages) <= upper - lower
            lower = upper + 1
            count += messages
        }
        return min(count, limit)
    }
}
