/// How often something may happen: so many times a second in the long run, a burst at once.
///
/// The algorithm is the generic cell rate algorithm (ITU-T I.371): a bucket is one number, the time at which it would be full
/// again, and there is no timer.
public struct TokenRate: Sendable {
    /// Nanoseconds that one event costs; 0 is no limit.
    private let cost: Int64
    private let tolerance: Int64

    /// - Parameters:
    ///   - perSecond: events a second; 0 is no limit.
    ///   - burst: events at once, at least 1.
    public init(perSecond: Int, burst: Int) {
        cost = perSecond > 0 ? 1_000_000_000 / Int64(perSecond) : 0
        tolerance = cost * Int64(max(burst, 1))
    }

    /// Takes one event at `now` from the bucket that is full at `full`; both are monotonic nanoseconds.
    ///
    /// - Returns: nil when it is allowed, else the milliseconds until one will be; `full` stays as it was then.
    @inline(__always)
    func take(_ full: inout Int64, at now: Int64) -> Int? {
        guard cost > 0 else { return nil }
        let next = max(full, now) + cost
        guard next - now <= tolerance else { return Int((next - now - tolerance + 999_999) / 1_000_000) }
        full = next
        return nil
    }
}
