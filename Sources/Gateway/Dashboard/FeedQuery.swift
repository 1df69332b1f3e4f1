/// A question of a dashboard for past figures.
struct FeedQuery {
    var id: String?
    /// Unix milliseconds; nil for as far back as there is.
    var from: Int64?
    /// Unix milliseconds; nil for the present time.
    var to: Int64?
    var stepMilliseconds: Int?
    /// Monotonic nanoseconds.
    var receivedAt: Int64
}
