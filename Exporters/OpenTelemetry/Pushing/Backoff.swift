/// How long to wait after a failure: twice as long after each, up to a limit, and not the same for everybody.
struct Backoff: Sendable, Hashable {
    /// After the first failure, in nanoseconds; 1 s by default.
    var first: Int64 = 1_000_000_000

    /// After many, in nanoseconds; 30 s by default.
    var longest: Int64 = 30_000_000_000

    /// The wait after a number of failures in a row, in nanoseconds.
    ///
    /// - Parameters:
    ///   - failures: from 1 on.
    ///   - jitter: 0 to 1, by chance. The wait is between half of the full one and the full one, so that servers which lost
    ///     their collector together do not come back together.
    func wait(failures: Int, jitter: Double) -> Int64 {
        let doublings = min(max(0, failures - 1), 40)
        let full = min(Double(longest), Double(first) * Double(1 << doublings))
        return Int64(full * (0.5 + 0.5 * min(max(0, jitter), 1)))
    }
}
