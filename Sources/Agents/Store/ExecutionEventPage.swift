import Wire

/// A page of events, ascending by `seq` without a gap.
public struct ExecutionEventPage: Sendable {
    public var events: [ExecutionEvent]
    /// The execution's last `seq` in the same read transaction, beyond the page's last where more follow; 0 when there is no such
    /// execution.
    public var lastSeq: Int64

    /// A page.
    public init(events: [ExecutionEvent], lastSeq: Int64) {
        self.events = events
        self.lastSeq = lastSeq
    }
}
