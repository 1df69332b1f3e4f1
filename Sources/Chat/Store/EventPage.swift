import Wire

/// A page of events, ascending by `seq` without a gap.
public struct EventPage: Sendable {
    public var events: [RoomEvent]
    /// Whether more lie beyond the page.
    public var hasMore: Bool
    /// The conversation's last `seq` in the same read transaction.
    public var lastSeq: Int64

    public init(events: [RoomEvent], hasMore: Bool, lastSeq: Int64) {
        self.events = events
        self.hasMore = hasMore
        self.lastSeq = lastSeq
    }
}
