/// Events that a socket missed, encoded as they went out live.
public struct ExecutionReplay: Sendable, Equatable {
    /// One missed event.
    public struct Frame: Sendable, Equatable {
        /// The event's place in the execution.
        public var seq: Int64
        /// The frame's type: one of `execution_update`, `progress`, `execution_output`, `execution_complete` and `execution_error`.
        public var type: String
        /// One JSON text frame.
        public var payload: [UInt8]

        /// A frame.
        public init(seq: Int64, type: String, payload: [UInt8]) {
            self.seq = seq
            self.type = type
            self.payload = payload
        }
    }

    /// The events, ascending by `seq` without a gap; none when nothing is left to replay.
    public var frames: [Frame]
    /// The `seq` up to which the socket now knows everything: that of the last frame, or where the page began.
    public var lastSeq: Int64

    /// A page.
    public init(frames: [Frame], lastSeq: Int64) {
        self.frames = frames
        self.lastSeq = lastSeq
    }
}
