import Chat
import Essentials
import Wire

/// The reactions to one message, in the order in which the emoji came first.
struct StoredReactions {
    private var all: [(emoji: ExactText, users: Set<ExactText>)] = []

    var counts: [ReactionCount] {
        all.map { ReactionCount(emoji: $0.emoji.text, count: $0.users.count) }
    }

    func contains(_ emoji: String, by userID: String) -> Bool {
        index(of: emoji).map { all[$0].users.contains(ExactText(userID)) } ?? false
    }

    /// Whether there is room for it.
    func canAdd(_ emoji: String) -> Bool {
        index(of: emoji) != nil || all.count < MessageChange.emojiLimit
    }

    mutating func add(_ emoji: String, by userID: String) {
        if let index = index(of: emoji) {
            all[index].users.insert(ExactText(userID))
        } else {
            all.append((ExactText(emoji), [ExactText(userID)]))
        }
    }

    mutating func remove(_ emoji: String, by userID: String) {
        guard let index = index(of: emoji) else { return }
        all[index].users.remove(ExactText(userID))
        if all[index].users.isEmpty { all.remove(at: index) }
    }

    private func index(of emoji: String) -> Int? {
        all.firstIndex { $0.emoji == ExactText(emoji) }
    }
}
