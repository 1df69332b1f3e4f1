/// Why a write was well-formed and is not possible as things stand. Nothing of it was written.
public enum StoreRefusal: Sendable, Equatable {
    /// The conversation has no such message: the one to change, or the one that is answered.
    case noMessage
    /// It is not the user's message.
    case notAuthor
    /// The message was deleted.
    case isDeleted
    /// The message has reactions with ``MessageChange/emojiLimit`` different emoji already.
    case tooManyReactions
    /// An attachment is not there, not the author's, of another conversation, or on another message already.
    case badAttachment
    /// The conversation has ``ConversationRecord/participantLimit`` participants already.
    case tooManyParticipants
}
