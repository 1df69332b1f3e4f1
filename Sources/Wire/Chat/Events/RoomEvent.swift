/// An event of a room that must not be missed: it has a `seq` and is replayed to who comes back with `since`.
public struct RoomEvent: Sendable, Equatable {
    /// What happened.
    public enum Content: Sendable, Equatable {
        /// Somebody said something, or an answer ended.
        case newMessage(Message)
        /// An answer is complete; follows its ``newMessage(_:)`` with the next `seq`.
        case answerCompleted(AnswerCompletion)
        /// An answer failed; follows its ``newMessage(_:)`` with the next `seq`.
        case answerFailed(AnswerFailure)
        case edited(MessageEdited)
        case deleted(MessageDeleted)
        case reaction(ReactionChanged)
    }

    /// The event's place in its room.
    public var seq: Int64
    public var content: Content

    /// An event.
    public init(seq: Int64, _ content: Content) {
        self.seq = seq
        self.content = content
    }

    /// The message that it is about.
    public var messageID: String {
        switch content {
        case .newMessage(let message): message.id
        case .answerCompleted(let completion): completion.messageID
        case .answerFailed(let failure): failure.messageID
        case .edited(let edit): edit.messageID
        case .deleted(let deletion): deletion.messageID
        case .reaction(let reaction): reaction.messageID
        }
    }
}
