import Wire

/// What a client asked a new conversation to be, checked.
struct ConversationDraft {
    /// The longest title, in Unicode scalars.
    static let titleLimit = 200
    /// The longest user id in bytes, as in tokens, and the longest name in Unicode scalars, so that an id can be a name.
    static let userTextLimit = 255
    /// How many participants a conversation can be made with, besides its creator.
    static let participantLimit = 1_000

    let id: String
    let title: String
    /// The creator first; each user once.
    let participants: [UserRef]

    /// - Throws: ``ChatError`` `bad_frame` for what is out of bounds.
    init(id: String, title: String?, creator: UserRef, participants: [UserRef]) throws(ChatError) {
        guard Identifier.isValid(id) else { throw .malformed("the conversation id is malformed") }
        guard Self.isPlain(title ?? id, limit: Self.titleLimit) else {
            throw .malformed("the title is too long or holds control characters")
        }
        guard participants.count <= Self.participantLimit else { throw .malformed("there are too many participants") }
        guard participants.allSatisfy(Self.isAcceptable) else {
            throw .malformed("the id or the name of a participant is malformed")
        }
        self.id = id
        self.title = title ?? id
        var seen: Set<ExactText> = []
        self.participants = ([creator] + participants).filter { seen.insert(ExactText($0.id)).inserted }
    }

    private static func isAcceptable(_ user: UserRef) -> Bool {
        (1...userTextLimit).contains(user.id.utf8.count) && isPlain(user.id, limit: userTextLimit)
            && isPlain(user.name, limit: userTextLimit)
    }

    private static func isPlain(_ text: String, limit: Int) -> Bool {
        var count = 0
        for scalar in text.unicodeScalars {
            count += 1
            guard count <= limit, scalar.properties.generalCategory != .control else { return false }
        }
        return true
    }
}
