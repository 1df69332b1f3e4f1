import Wire

/// What a client asked a new conversation to be, checked.
struct ConversationDraft {
    /// The longest title, name or user id, in Unicode scalars.
    static let textLimit = 200
    /// How many participants a conversation can be made with, besides its creator.
    static let participantLimit = 1_000

    let id: String
    let title: String
    /// The creator first; each user once.
    let participants: [UserRef]

    /// - Throws: ``ChatError`` `bad_frame` for what is out of bounds.
    init(id: String, title: String?, creator: UserRef, participants: [UserRef]) throws(ChatError) {
        guard Identifier.isValid(id) else { throw .malformed("the conversation id is malformed") }
        guard Self.isPlain(title ?? id) else { throw .malformed("the title is too long or holds control characters") }
        guard participants.count <= Self.participantLimit else { throw .malformed("there are too many participants") }
        guard participants.allSatisfy({ !$0.id.isEmpty && Self.isPlain($0.id) && Self.isPlain($0.name) }) else {
            throw .malformed("the id or the name of a participant is malformed")
        }
        self.id = id
        self.title = title ?? id
        var seen: Set<String> = []
        self.participants = ([creator] + participants).filter { seen.insert($0.id).inserted }
    }

    private static func isPlain(_ text: String) -> Bool {
        var count = 0
        for scalar in text.unicodeScalars {
            count += 1
            guard count <= textLimit, scalar.properties.generalCategory != .control else { return false }
        }
        return true
    }
}
