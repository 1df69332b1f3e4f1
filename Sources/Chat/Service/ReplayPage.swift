/// Events that a reconnecting socket missed, encoded as they went out live.
public struct ReplayPage: Sendable {
    /// One missed event.
    public struct Frame: Sendable, Equatable {
        /// The event's place in the room.
        public var seq: Int64
        /// The frame's type: one of `new_message`, `message_complete`, `message_error`, `message_edited`, `message_deleted` and
        /// `reaction`.
        public var type: String
        /// One JSON text frame.
        public var payload: [UInt8]

        /// Makes a frame.
        public init(seq: Int64, type: String, payload: [UInt8]) {
            self.seq = seq
            self.type = type
            self.payload = payload
        }
    }

    /// The events, ascending by `seq` without a gap.
    public var frames: [Frame]
    /// The `seq` up to which the socket now knows everything: that of the last frame, or where the page began.
    public var lastSeq: Int64
    /// Whether nothing is left to replay; else ask again with `after:` ``lastSeq``.
    public var isComplete: Bool

    /// Makes a page.
    public init(frames: [Frame], lastSeq: Int64, isComplete: Bool) {
        self.frames = frames
        self.lastSeq = lastSeq
        self.isComplete = isComplete
    }
}
