import Chat
import Wire

/// Says, edits, deletes, reacts and answers at random, the same for the same seed.
struct RoomScript {
    private var random: SeededGenerator
    private var messages = 0

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// Does one thing in the conversation `room`.
    ///
    /// - Returns: the events after `seq`, as who is there hears them.
    mutating func step(_ store: any MessageStore, after seq: Int64) async throws -> [RoomEvent] {
        let user = ["ada", "bob"][pick(2)]
        let target = "m\(1 + pick(max(1, messages)))"
        switch pick(8) {
        case 0, 1:
            messages += 1
            await store.append("said \(messages)", id: "m\(messages)", to: "room", by: user, replyTo: messages > 1 ? "m1" : nil)
        case 2:
            messages += 1
            await store.answer("answered \(messages)", id: "m\(messages)")
        case 3, 4:
            await store.change(target, .edit(content: "edit \(pick(1_000))"), by: user, isAdmin: pick(2) == 0, at: Int64(pick(10_000)))
        case 5:
            await store.change(target, .delete, by: user, isAdmin: pick(2) == 0)
        default:
            await store.change(target, .reaction(emoji: ["👍", "🎉", "❤️"][pick(3)], isAdded: pick(3) > 0), by: user)
        }
        return try await store.allEvents(after: seq)
    }

    /// A number from 0 to below `count`.
    private mutating func pick(_ count: Int) -> Int {
        Int.random(in: 0..<count, using: &random)
    }
}
