/// What a conversation is opened with, all as it was at one moment.
public struct ConversationOpening: Sendable, Equatable {
    public var conversation: ConversationRecord
    /// Those who joined first, in that order, as many as were asked for.
    public var participants: [ParticipantRecord]
    /// How many there are in all.
    public var participantCount: Int
    /// The user who opens it; nil when they take no part.
    public var user: ParticipantRecord?

    public init(
        conversation: ConversationRecord, participants: [ParticipantRecord], participantCount: Int, user: ParticipantRecord?
    ) {
        self.conversation = conversation
        self.participants = participants
        self.participantCount = participantCount
        self.user = user
    }
}
