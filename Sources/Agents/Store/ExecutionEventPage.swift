import Wire

/// A page of events, ascending by `seq` without a gap.
public struct ExecutionEventPage: Sendable {
    public var events: [ExecutionEvent]
    /// Whether more lie beyond the page.
    public var hasMore: Bool
    /// The execution's last `seq` in the same read transaction; 0 when there is no such execution.
    public var lastSeq: Int64

    /// A page.
    public init(events: [ExecutionEvent], hasMore: Bool, lastSeq: Int64) {
        self.events = events
        self.hasMore = hasMore
        self.lastSeq = lastSeq
    }
}
