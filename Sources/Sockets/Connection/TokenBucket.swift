/// Limits how often something may happen: `rate` a second in the long run, `burst` at once.
///
/// The algorithm is the generic cell rate algorithm: one number of state, no timer. Time is passed in. Not thread-safe.
public struct TokenBucket: Sendable {
    /// Nanoseconds that one event costs; 0 is no limit.
    private let cost: Int64
    private let tolerance: Int64
    /// The time at which the bucket would be full again.
    private var full: Int64 = 0

    /// - Parameters:
    ///   - rate: events a second; 0 is no limit.
    ///   - burst: events at once, at least 1.
    public init(rate: Int, burst: Int) {
        cost = rate > 0 ? 1_000_000_000 / Int64(rate) : 0
        tolerance = cost * Int64(max(burst, 1))
    }

    /// Takes one event at `now`, monotonic nanoseconds.
    ///
    /// - Returns: nil when it is allowed, else the milliseconds until one will be.
    public mutating func take(at now: Int64) -> Int? {
        guard cost > 0 else { return nil }
        let next = max(full, now) + cost
        guard next - now <= tolerance else { return Int((next - now - tolerance + 999_999) / 1_000_000) }
        full = next
        return nil
    }
}
