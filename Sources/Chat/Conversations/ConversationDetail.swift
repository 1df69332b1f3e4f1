import Wire

/// A conversation with those who take part in it.
public struct ConversationDetail: Sendable {
    /// The conversation.
    public var conversation: ConversationRecord
    /// The first participants to join, at most 100.
    public var participants: [Participant]
    /// How many participants there are in all.
    public var participantCount: Int
    /// The messages after the read mark of who asks, as ``ConversationListing/unreadCount`` counts them.
    public var unreadCount: Int

    /// Makes a detail.
    public init(conversation: ConversationRecord, participants: [Participant], participantCount: Int, unreadCount: Int = 0) {
        self.conversation = conversation
        self.participants = participants
        self.participantCount = participantCount
        self.unreadCount = unreadCount
    }
}
