/// When the store's thread writes words for the search.
///
/// It costs several times what storing a message does, so it waits until the thread has nothing else to do, unless somebody
/// searches. A value that decides.
struct SearchPacing {
    /// Nanoseconds that a search waits for what is missing, at most.
    static let effort: Int64 = 100_000_000

    /// Nanoseconds between two transactions of few messages, so that a trickle of messages does not sync twice for each.
    private static let rest: Int64 = 250_000_000
    /// The same while others write.
    private static let busyRest: Int64 = 50_000_000
    /// With so many events that wait, it is worth a transaction without a rest.
    private static let enough = Writer.searchPiece
    /// With more it is worth one while others write.
    private static let backlog: Int64 = 4_096
    /// With more writes than these waiting, the thread has all it can do.
    private static let flood = 256

    /// After a transaction that failed none is tried for so long, unless somebody searches.
    private static let penance: Int64 = 1_000_000_000

    /// When the last transaction ended, or the first may begin; monotonic nanoseconds.
    private var last: Int64
    private var hasFailed = false

    init(now: Int64) {
        last = now
    }

    /// Notes that words were written, or could not be.
    mutating func done(at time: Int64, hasFailed: Bool) {
        last = time
        self.hasFailed = hasFailed
    }

    /// Nanoseconds until words should be written; 0 is now, nil is never as things stand.
    ///
    /// - Parameters:
    ///   - pending: the events that wait for it.
    ///   - waiting: the writes that wait.
    ///   - isAsked: whether somebody searches.
    func wait(pending: Int64, waiting: Int, isAsked: Bool, now: Int64) -> Int64? {
        guard pending > 0 else { return nil }
        if isAsked { return 0 }
        if hasFailed { return max(0, last + Self.penance - now) }
        if waiting == 0 { return pending >= Self.enough ? 0 : max(0, last + Self.rest - now) }
        guard pending >= Self.backlog, waiting <= Self.flood else { return nil }
        return max(0, last + Self.busyRest - now)
    }
}
