/// How far a conversation is by its events that are in no index yet.
///
/// A value without references: who lists conversations keeps none of the writer's memory, which it would have to copy before
/// its next event, one array for each conversation.
struct RecentActivity: BitwiseCopyable, Sendable {
    /// The conversation's key.
    let conversation: Int64
    /// The `seq` of the last event.
    let lastSeq: Int64
    /// Unix time of the conversation's last message, milliseconds.
    let updatedAt: Int64
}

extension RecentRun {
    /// How far it goes.
    var activity: RecentActivity {
        RecentActivity(conversation: conversation, lastSeq: lastSeq, updatedAt: updatedAt)
    }
}
