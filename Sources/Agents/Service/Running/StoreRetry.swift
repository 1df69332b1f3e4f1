/// When something is tried again that the store did not take: after 50 ms, then twice as long each time, 5 s at most, until the
/// time is over.
struct StoreRetry: Sendable {
    private static let first: Int64 = 50_000_000
    private static let longest: Int64 = 5_000_000_000

    private var next = Self.first
    private var left: Int64?

    /// - Parameter seconds: how long it is tried in all; 0 tries once, nil as long as the store is open.
    init(seconds: Double?) {
        left = seconds.map { Int64(max(0, min($0, 86_400)) * 1e9) }
    }

    /// How long to wait before the next attempt, nanoseconds; nil when it is given up.
    mutating func delay(after error: ExecutionStoreError) -> Int64? {
        guard error != .closed, left.map({ $0 > 0 }) ?? true else { return nil }
        defer {
            left = left.map { $0 - next }
            next = min(2 * next, Self.longest)
        }
        return left.map { min(next, $0) } ?? next
    }
}
