/// A question of a chat socket for past messages.
struct HistoryQuery {
    var id: String?
    var before: Int64?
    var after: Int64?
    var limit: Int
    /// Monotonic nanoseconds.
    var receivedAt: Int64
}
