import Chat
import ChatTestSupport
import Foundation
import Telemetry
import Testing
import Wire

@testable import Storage

@Suite("The queue of writes")
struct QueueTests {
    private static let kilobyte = String(repeating: "x", count: 1_000)

    @Test("the store's thread can be told from the others")
    func threadName() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        await store.create("room")
        let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
        let names = threads.compactMap { try? String(contentsOfFile: "/proc/self/task/\($0)/comm", encoding: .utf8) }
        #expect(names.contains("telltale-store\n"))
        await store.close()
    }

    @Test("writes that hold too much text are refused as overloaded, and accepted again after the commit")
    func bytes() async throws {
        let folder = try StoreFolder()
        let registry = Registry()
        let store = try folder.open(registry: registry) { $0.queueBytes = 3_500 }
        let gate = BatchGate(store)
        await store.create("room")
        let results = Collected<Result<StoreOutcome, StoreError>>()
        for round in 1...2 {
            await gate.hold {
                for _ in 1...5 {
                    store.enqueue(StoreWrite(.append(.test(Self.kilobyte, in: "room"))) { results.append($0) })
                }
                #expect(results.all.suffix(2) == [.failure(.overloaded), .failure(.overloaded)])
            }
            // Answered by the thread after what waited.
            #expect(await store.probe())
            #expect(registry.errors("queue") == Double(2 * round))
        }
        #expect(results.all.count == 10 && results.all.last == .success(.appended(seq: 6, attachments: [])))
        await store.close()
    }

    @Test("a write larger than the bound is accepted when none waits, and only then")
    func loneWrite() {
        let queue = WriteQueue(limit: 10, byteLimit: 100)
        let large = StoreWrite(.append(.test(Self.kilobyte, in: "room"))) { _ in }
        let small = StoreWrite(.append(.test("m", in: "room"))) { _ in }
        #expect(queue.submit(large) == nil)
        #expect(queue.submit(small) == .overloaded)
        #expect(queue.next(spare: WriteBatch(), expecting: 0).writes.count == 1)
        #expect(queue.submit(small) == nil && queue.submit(large) == .overloaded && queue.submit(small) == nil)
        #expect(queue.count == 2)
    }

    @Test("all text of a write counts, that of participants too")
    func sizes() {
        let users = [("ada", "Ada L"), ("bob", "Bob")].map { UserRef(id: $0.0, name: $0.1) }
        let message = NewMessage(
            id: "m", conversationID: "room", role: .user, author: users[0], content: "é\u{1}", createdAtMilliseconds: 1, clientID: "c1")
        #expect(StoreOperation.append(message).textBytes == 13)
        #expect(StoreOperation.markRead(conversationID: "room", userID: "ada", seq: 1, clientID: nil).textBytes == 3)
        let edit = MessageChange(
            conversationID: "room", messageID: "m", kind: .edit(content: "é"), user: users[1], isAdmin: false, atMilliseconds: 1,
            clientID: "c1")
        #expect(StoreOperation.change(edit).textBytes == 10)
        #expect(StoreOperation.createConversation(.test("room"), participants: users).textBytes == 18)
        #expect(StoreOperation.addParticipant(conversationID: "room", user: users[1], isOperator: nil, atMilliseconds: 1).textBytes == 6)
    }

    @Test("the default bound is 64 MiB")
    func defaultBound() {
        #expect(SQLiteStoreConfiguration().queueBytes == 67_108_864)
    }

    @Test("client ids that only look the same stay different in memory, in the index and after opening again", arguments: [1, 3, 1_000])
    func exactClientIDs(recentMessages: Int) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = recentMessages }
        await store.create("room")
        let ids = ["\u{e9}", "e\u{301}"]
        for (index, id) in ids.enumerated() {
            let stored = await store.append("x", id: "m\(index)", to: "room", clientID: id)
            #expect(stored == .success(.appended(seq: Int64(index + 1), attachments: [])))
        }
        for index in 3...30 {
            await store.append("x", id: "n\(index)", to: "room", clientID: "\(index)")
        }
        await store.close()
        let again = try folder.open { $0.recentMessages = recentMessages }
        for (index, id) in ids.enumerated() {
            let repeated = await again.append("y", id: "o", to: "room", clientID: id)
            #expect(repeated == .success(.repeated(messageID: "m\(index)", seq: Int64(index + 1))))
        }
        #expect(try await again.everything(in: "room").count == 30)
        await again.close()
    }
}
