/// A page of an execution's stored events, for who reads them without a socket.
public struct ExecutionHistory: Sendable, Equatable {
    /// The events, ascending by `seq` without a gap.
    public var frames: [ExecutionReplay.Frame]
    /// The `seq` of the execution's last event when the page was read.
    public var lastSeq: Int64
    /// Whether events lie beyond the page.
    public var hasMore: Bool

    /// A page.
    public init(frames: [ExecutionReplay.Frame], lastSeq: Int64, hasMore: Bool) {
        self.frames = frames
        self.lastSeq = lastSeq
        self.hasMore = hasMore
    }
}
