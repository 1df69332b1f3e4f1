/// One event on its way to every connection of a group.
struct Publication: Sendable {
    var group: String
    /// One JSON text, encoded once.
    var payload: [UInt8]
    /// 0 for events that may be missed.
    var seq: Int64
    /// The place of an event without `seq` in what its group streams, from 1 on; 0 for others.
    var part: Int64 = 0
    /// When the frame that caused it was received, monotonic nanoseconds; 0 if none did.
    var receivedAt: Int64
    /// When it was published, monotonic nanoseconds.
    var publishedAt: Int64
    /// The message or execution that it is about; nil when there is none.
    var subjectID: String?
    /// Set when more than one loop has members.
    var tracker: DeliveryTracker?
}
