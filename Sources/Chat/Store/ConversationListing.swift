/// A conversation in somebody's list.
public struct ConversationListing: Sendable, Equatable {
    public var conversation: ConversationRecord
    /// How many messages came after the user's read mark and were not deleted, at most ``unreadLimit``; 0 for who takes no part.
    /// What the user says moves their mark, so their own messages before the mark never count.
    public var unreadCount: Int

    /// Counting ends here: a list says "1000 or more".
    public static let unreadLimit = 1_000

    public init(conversation: ConversationRecord, unreadCount: Int) {
        self.conversation = conversation
        self.unreadCount = unreadCount
    }
}
