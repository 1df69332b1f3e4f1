/// What happened in a room since the activity meter looked last.
struct RoomWindow: Sendable, Equatable {
    /// Messages that were committed.
    var messages = 0
    /// The longest time from the receipt of a message to its broadcast, nanoseconds; 0 for none.
    var slowestMessage: Int64 = 0
    /// The longest time from a question's commit to the end of its answer, nanoseconds; 0 for none.
    var slowestAnswer: Int64 = 0
}
