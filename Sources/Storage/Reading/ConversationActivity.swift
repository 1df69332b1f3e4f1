/// How far a conversation is.
struct ConversationActivity: BitwiseCopyable {
    var lastSeq: Int64
    /// Unix time, milliseconds.
    var updatedAt: Int64

    /// With the events that are in no index, unless the snapshot is further than these.
    func with(_ recent: RecentActivity?) -> ConversationActivity {
        guard let recent, recent.lastSeq >= lastSeq else { return self }
        return ConversationActivity(lastSeq: recent.lastSeq, updatedAt: recent.updatedAt)
    }
}
