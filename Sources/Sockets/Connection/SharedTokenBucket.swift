import Synchronization

/// Limits how often several event loops together may do something. Time is passed in.
///
/// Any thread, without a lock: a bucket is one number, which is exchanged.
public final class SharedTokenBucket: Sendable {
    private let rate: TokenRate
    private let full = Atomic<Int64>(0)

    /// A full bucket.
    public init(_ rate: TokenRate) {
        self.rate = rate
    }

    /// Takes one event at `now`, monotonic nanoseconds.
    ///
    /// - Returns: nil when it is allowed, else the milliseconds until one will be.
    public func take(at now: Int64) -> Int? {
        var known = full.load(ordering: .relaxed)
        while true {
            var next = known
            if let retry = rate.take(&next, at: now) { return retry }
            let (isExchanged, original) = full.compareExchange(expected: known, desired: next, ordering: .relaxed)
            if isExchanged { return nil }
            known = original
        }
    }

    /// Whether it is as good as a new one.
    public func isFull(at now: Int64) -> Bool {
        full.load(ordering: .relaxed) <= now
    }
}
