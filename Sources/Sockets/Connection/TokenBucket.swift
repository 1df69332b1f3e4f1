/// Limits how often something may happen. Time is passed in. Not thread-safe: ``SharedTokenBucket`` is.
public struct TokenBucket: Sendable {
    private let rate: TokenRate
    /// The time at which the bucket would be full again.
    private var full: Int64 = 0

    /// - Parameters:
    ///   - rate: events a second; 0 is no limit.
    ///   - burst: events at once, at least 1.
    public init(rate: Int, burst: Int) {
        self.rate = TokenRate(perSecond: rate, burst: burst)
    }

    /// Takes one event at `now`, monotonic nanoseconds.
    ///
    /// - Returns: nil when it is allowed, else the milliseconds until one will be.
    public mutating func take(at now: Int64) -> Int? {
        rate.take(&full, at: now)
    }
}
