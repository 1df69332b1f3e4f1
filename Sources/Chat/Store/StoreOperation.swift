import Wire

/// The writes that a store can commit.
///
/// Those with a client id that its user used before in the conversation, in any operation, write nothing and come to
/// ``StoreOutcome/repeated(messageID:seq:)``.
public enum StoreOperation: Sendable {
    /// Appends a message; the store gives it the conversation's next `seq`, ties its attachments to it and moves the
    /// author's read mark to it.
    case append(NewMessage)
    /// Appends a message that asks for an answer and writes down, with it, that the answer is open; when the message is not
    /// appended nothing is. Indirect, so that plain messages are no larger for it.
    indirect case ask(NewMessage, OpenAnswer)
    /// Looks whether a client id was used, and writes nothing: comes to ``StoreOutcome/repeated(messageID:seq:)``, else to
    /// ``StoreOutcome/done(changed:)``.
    case findRequest(conversationID: String, userID: String, clientID: String)
    /// Strikes an answer from the open ones that will never be given; nothing of it is stored.
    case forgetAnswer(messageID: String)
    /// Appends an answer and its ending under the next two `seq`, and strikes it from the open ones. One that is stored already
    /// comes to ``StoreOutcome/repeated(messageID:seq:)`` with the `seq` of its message.
    case endAnswer(AnswerEnd)
    /// Remembers one more frame that stopped an answer, so that its repetition is acknowledged with the answer's message and
    /// `seq`, that of the ending, which is stored already.
    case noteStop(AnswerEnd.StopRequest, conversationID: String, messageID: String, seq: Int64)
    /// Edits or deletes a message, or changes a reaction to it; an event with the next `seq`.
    case change(MessageChange)
    /// Moves the user's read mark forward, never back. `seq` beyond the last is cut to the last.
    /// A `clientID` counts as used even when the mark did not move.
    case markRead(conversationID: String, userID: String, seq: Int64, clientID: String?)
    /// Makes a conversation with its first participants; ``StoreOutcome/exists`` when the id is taken.
    case createConversation(ConversationRecord, participants: [UserRef])
    /// Changes a conversation.
    case changeConversation(id: String, ConversationChange)
    /// Adds a participant if absent, and updates the name and, unless nil, `isOperator` if they changed.
    case addParticipant(conversationID: String, user: UserRef, isOperator: Bool?, atMilliseconds: Int64)
    /// Adds those of the users who are no participants; the others stay as they are. All or none: it comes to
    /// ``StoreOutcome/joined(_:)``, or is refused as too many.
    case addParticipants(conversationID: String, users: [UserRef], atMilliseconds: Int64)
    /// Removes a participant; their messages and read mark's history stay.
    case removeParticipant(conversationID: String, userID: String)
    /// Notes a complete upload.
    case storeUpload(UploadRecord)
    /// Forgets uploads that no message carries; the others stay.
    case removeUploads(ids: [String])
}
