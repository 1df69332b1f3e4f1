import Wire

/// A conversation with those who take part in it.
public struct ConversationDetail: Sendable {
    /// The conversation.
    public var conversation: ConversationRecord
    /// The first participants to join, at most 100.
    public var participants: [Participant]
    /// How many participants there are in all.
    public var participantCount: Int

    /// Makes a detail.
    public init(conversation: ConversationRecord, participants: [Participant], participantCount: Int) {
        self.conversation = conversation
        self.participants = participants
        self.participantCount = participantCount
    }
}
