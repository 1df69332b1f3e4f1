import Chat
import Foundation
import Storage
import Wire

/// Fills a folder's store through the store's own interface: conversations, messages, edits, reactions, read marks.
struct Generator {
    let folder: String
    let shape: Shape
    private let words = Words()
    private let start = Date()

    init(folder: String, shape: Shape) {
        self.folder = folder
        self.shape = shape
    }

    func run() async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let store = try SQLiteStore.forBenchmark(folder)
        let filler = Filler(store)
        await makeConversations(filler)
        await fill(filler)
        await filler.drain()
        say("\(shape.messages) messages; \(filler.failed) writes failed")
        try await writeWords(store)
        await store.close()
        say("closed")
    }

    private func makeConversations(_ filler: Filler) async {
        for number in 0..<shape.conversations {
            let record = ConversationRecord(
                id: Shape.id(ofConversation: number), title: "Room \(number)", kind: .private, createdBy: "user-0",
                createdAtMilliseconds: Int64(number), updatedAtMilliseconds: Int64(number), isArchived: number % 10 == 9)
            let users = shape.participants(of: number).map { UserRef(id: Shape.id(ofUser: $0), name: "User \($0)") }
            await filler.write(.createConversation(record, participants: users))
        }
        await filler.drain()
        say("\(shape.conversations) conversations")
    }

    private func fill(_ filler: Filler) async {
        var random = SplitMix(seed: 1)
        var latest = [Int](repeating: -1, count: shape.conversations)
        for number in 0..<shape.messages {
            let conversation = shape.conversation(&random)
            let users = shape.participants(of: conversation)
            let author = users[random.below(users.count)]
            await filler.write(.append(message(number, in: conversation, by: author, &random)))
            // About one event in ten is no message, and about one message in twenty is read.
            if latest[conversation] >= 0, random.below(9) == 0 {
                await filler.write(.change(change(latest[conversation], in: conversation, by: author, &random)))
            }
            if random.below(20) == 0 {
                await filler.write(
                    .markRead(
                        conversationID: Shape.id(ofConversation: conversation), userID: Shape.id(ofUser: users[0]),
                        seq: .max, clientID: nil))
            }
            latest[conversation] = number
            if number % 500_000 == 499_999 { say("\(number + 1) messages") }
        }
    }

    /// Waits until everything can be searched; the store's own thread does the work.
    private func writeWords(_ store: SQLiteStore) async throws {
        var isComplete = false
        while !isComplete {
            isComplete = try await store.search(SearchQuery(text: "kalo", conversationID: nil, userID: nil, limit: 1)).isComplete
        }
        say("searchable")
    }

    private func message(_ number: Int, in conversation: Int, by user: Int, _ random: inout SplitMix) -> NewMessage {
        NewMessage(
            id: Self.id(ofMessage: number), conversationID: Shape.id(ofConversation: conversation), role: .user,
            author: UserRef(id: Shape.id(ofUser: user), name: "User \(user)"), content: words.content(&random),
            createdAtMilliseconds: 1_700_000_000_000 + Int64(number) * 20, clientID: "client-\(number)")
    }

    private func change(_ message: Int, in conversation: Int, by user: Int, _ random: inout SplitMix) -> MessageChange {
        let kind: MessageChange.Kind =
            random.below(4) == 0
            ? .edit(content: words.content(&random))
            : .reaction(emoji: ["👍", "🎉", "❤️", "😀"][random.below(4)], isAdded: true)
        return MessageChange(
            conversationID: Shape.id(ofConversation: conversation), messageID: Self.id(ofMessage: message), kind: kind,
            user: UserRef(id: Shape.id(ofUser: user), name: "User \(user)"), isAdmin: true, atMilliseconds: 1, clientID: nil)
    }

    /// As long as the identifiers of the server, and growing in time like them.
    private static func id(ofMessage number: Int) -> String {
        let digits = String(number)
        return "01HF" + String(repeating: "0", count: 22 - digits.count) + digits
    }

    private func say(_ text: String) {
        print("\(Int(Date().timeIntervalSince(start))) s: \(text)")
        fflush(nil)
    }
}
