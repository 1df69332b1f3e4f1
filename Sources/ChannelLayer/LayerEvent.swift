/// One event on its way to every socket of a group.
public struct LayerEvent: Sendable, Equatable {
    /// The group it is for, such as `chat_<conversation_id>`.
    public var group: String
    /// One JSON text frame, encoded once for all recipients.
    public var payload: [UInt8]
    /// The event's place in its room, or nil for an event that may be missed.
    public var seq: Int64?
    /// The place of an event without `seq` in what its group streams, from 1 on; 0 for others. Who was told, on entering, of
    /// everything up to a part is not given it again.
    public var part: Int64
    /// When the frame that caused it was received, in monotonic nanoseconds; 0 when no frame did.
    public var receivedAt: Int64
    /// The id of the message or execution that it is about, which exemplars carry; nil when there is none.
    public var subjectID: String?

    /// Makes an event.
    ///
    /// - Parameters:
    ///   - group: the group it is for.
    ///   - payload: one JSON text frame.
    ///   - seq: the event's place in its room; nil (the default) when it may be missed.
    ///   - part: the place of a streamed event without `seq`, 0 (the default) for others.
    ///   - receivedAt: monotonic nanoseconds, 0 (the default) when no frame caused it.
    ///   - subjectID: the id of the message or execution that it is about.
    public init(
        group: String, payload: [UInt8], seq: Int64? = nil, part: Int64 = 0, receivedAt: Int64 = 0, subjectID: String? = nil
    ) {
        self.group = group
        self.payload = payload
        self.seq = seq
        self.part = part
        self.receivedAt = receivedAt
        self.subjectID = subjectID
    }
}
