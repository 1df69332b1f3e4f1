/// When a busy store begins its next transaction.
///
/// A transaction costs as much processor time as several messages more in one. On a disk that syncs in a quarter of a millisecond,
/// 20,000 messages a second would have 2,000 transactions; with half as many and less they take a third less time.
struct Pacing {
    /// Nanoseconds from the begin of a busy transaction to the begin of the next.
    let interval: Int64

    /// Fewer writes in a transaction are not busy: they do not wait.
    private static let busy = 8
    /// More writes need not wait for company.
    private static let enough = 1_024

    /// How long to wait, in nanoseconds, after a transaction.
    ///
    /// - Parameters:
    ///   - count: the writes in the transaction.
    ///   - elapsed: nanoseconds since it began.
    ///   - waiting: the writes that wait already.
    func pause(after count: Int, elapsed: Int64, waiting: Int) -> Int64 {
        guard count >= Self.busy, waiting < Self.enough else { return 0 }
        return max(0, interval - elapsed)
    }
}
