import Wire

/// The writes that a store can commit.
public enum StoreOperation: Sendable {
    /// Appends a message; the store gives it the conversation's next `seq`.
    /// With a `clientID` that this author used before in this conversation (in any operation) nothing is written and the
    /// outcome is ``StoreOutcome/repeated(messageID:seq:)``.
    case append(NewMessage)
    /// Moves the user's read mark forward, never back. `seq` beyond the last is cut to the last.
    /// A `clientID` counts as used even when the mark did not move.
    case markRead(conversationID: String, userID: String, seq: Int64, clientID: String?)
    /// Makes a conversation with its first participants; ``StoreOutcome/exists`` when the id is taken.
    case createConversation(ConversationRecord, participants: [UserRef])
    /// Adds a participant if absent, and updates the name if it changed.
    case addParticipant(conversationID: String, user: UserRef, atMilliseconds: Int64)
}
