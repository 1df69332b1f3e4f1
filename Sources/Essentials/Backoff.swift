/// How long to wait before something is tried again: after 50 ms, then twice as long each time, 5 s at most, until the time is
/// over.
///
/// A value: whoever tries keeps it. Without jitter, for what nobody else tries at the same time.
public struct Backoff: Sendable {
    private static let first: Int64 = 50_000_000
    private static let longest: Int64 = 5_000_000_000
    /// The longest time in all, seconds: a day.
    public static let longestSeconds: Double = 86_400

    private var next = Self.first
    private var left: Int64?

    /// - Parameter seconds: how long it is tried in all, at most ``longestSeconds``; 0 tries once, nil for ever.
    public init(seconds: Double?) {
        left = seconds.map { Int64(max(0, min($0, Self.longestSeconds)) * 1e9) }
    }

    /// The time before the next attempt, nanoseconds; nil when it is given up.
    public mutating func delay() -> Int64? {
        guard left.map({ $0 > 0 }) ?? true else { return nil }
        defer {
            left = left.map { $0 - next }
            next = min(2 * next, Self.longest)
        }
        return left.map { min(next, $0) } ?? next
    }
}
