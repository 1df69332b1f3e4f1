/// `reaction`: a user reacted to a message, or took the reaction back.
public struct ReactionChanged: Sendable, Equatable {
    public var messageID: String
    public var emoji: String
    /// Whether the reaction was added; else it was removed.
    public var isAdded: Bool
    /// Who reacted.
    public var user: UserRef
    /// All reactions of the message after this one, in the order in which the emoji came first.
    public var counts: [ReactionCount]
    /// The user's own id for the frame.
    public var clientID: String?

    /// A change.
    public init(messageID: String, emoji: String, isAdded: Bool, user: UserRef, counts: [ReactionCount], clientID: String?) {
        self.messageID = messageID
        self.emoji = emoji
        self.isAdded = isAdded
        self.user = user
        self.counts = counts
        self.clientID = clientID
    }
}
