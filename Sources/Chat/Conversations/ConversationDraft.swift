import Wire

/// What a client asked a new conversation to be, checked.
struct ConversationDraft {
    let id: String
    let title: String
    /// The creator first; each user once.
    let participants: [UserRef]

    /// - Throws: ``ChatError`` `bad_frame` for what is out of bounds.
    init(id: String, title: String?, creator: UserRef, participants: [UserRef]) throws(ChatError) {
        guard Identifier.isValid(id) else { throw .malformed("the conversation id is malformed") }
        try ConversationBounds.check(title: title ?? id)
        try ConversationBounds.check(participants: participants)
        self.id = id
        self.title = title ?? id
        self.participants = ConversationBounds.distinct([creator] + participants)
    }
}
