import Essentials
import Foundation
import Wire

/// What clients may make of a conversation.
enum ConversationBounds {
    /// The longest title, in Unicode scalars.
    static let titleLimit = 200
    /// The longest user id in bytes, as in tokens, and the longest name in Unicode scalars, so that an id can be a name.
    static let userTextLimit = 255
    /// How many participants can be added at once.
    static let participantLimit = 1_000

    /// - Throws: ``ChatError`` `bad_frame`.
    static func check(title: String) throws(ChatError) {
        guard isPlain(title, limit: titleLimit) else { throw .malformed("the title is too long or holds control characters") }
    }

    /// - Throws: ``ChatError`` `bad_frame`.
    static func check(participants: [UserRef]) throws(ChatError) {
        guard participants.count <= participantLimit else { throw .malformed("there are too many participants") }
        guard participants.allSatisfy(isAcceptable) else { throw .malformed("the id or the name of a participant is malformed") }
        guard participants.allSatisfy({ isComposed($0.id) }) else {
            throw .malformed("the id of a participant is not in Unicode's normal form C, so no token can have it")
        }
    }

    /// Each user once, as it came first.
    static func distinct(_ users: [UserRef]) -> [UserRef] {
        var seen: Set<ExactText> = []
        return users.filter { seen.insert(ExactText($0.id)).inserted }
    }

    private static func isAcceptable(_ user: UserRef) -> Bool {
        (1...userTextLimit).contains(user.id.utf8.count) && isPlain(user.id, limit: userTextLimit)
            && isPlain(user.name, limit: userTextLimit)
    }

    /// Whether an id is the one spelling of what it looks like that tokens may have.
    private static func isComposed(_ id: String) -> Bool {
        id.utf8.allSatisfy { $0 < 0x80 } || ExactText(id) == ExactText(id.precomposedStringWithCanonicalMapping)
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
