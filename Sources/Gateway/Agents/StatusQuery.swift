/// A question of a socket for the whole state of its execution.
struct StatusQuery {
    var id: String?
    /// Monotonic nanoseconds.
    var receivedAt: Int64
}
