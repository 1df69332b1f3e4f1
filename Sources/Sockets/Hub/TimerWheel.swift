/// Due times of all connections of a loop, in slots of one tick: no timer object a connection.
///
/// An entry names a connection by its slot and generation; entries of connections that are gone are skipped when they come
/// up. A time further away than the wheel reaches comes up early and is scheduled again. Not thread-safe: one a loop.
struct TimerWheel {
    struct Entry: Equatable {
        var slot: Int32
        var generation: UInt32
    }

    /// Ticks that the wheel spans.
    static let span: UInt32 = 256

    private var buckets: [[Entry]] = Array(repeating: [], count: Int(span))
    private(set) var now: UInt32 = 0

    /// Schedules `entry` for the tick `due`, or for the last that the wheel reaches.
    ///
    /// - Returns: the tick at which it comes up.
    @discardableResult
    mutating func schedule(_ entry: Entry, at due: UInt32) -> UInt32 {
        let ahead = due > now ? min(due - now, Self.span - 1) : 1
        buckets[Int((now + ahead) % Self.span)].append(entry)
        return now + ahead
    }

    /// Entries on the wheel, stale ones too.
    var count: Int { buckets.reduce(0) { $0 + $1.count } }

    /// Moves one tick on and returns what is due.
    mutating func advance() -> [Entry] {
        now += 1
        let index = Int(now % Self.span)
        defer { buckets[index] = [] }
        return buckets[index]
    }
}
