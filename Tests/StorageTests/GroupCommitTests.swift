import Chat
import ChatTestSupport
import Telemetry
import Testing
import Wire

@testable import Storage

@Suite("Group commit")
struct GroupCommitTests {
    @Test("everything that arrives while a transaction runs goes into the next one")
    func oneTransaction() async throws {
        let folder = try StoreFolder()
        let registry = Registry()
        let store = try folder.open(registry: registry)
        let gate = BatchGate(store)
        await store.create("room")
        let results = await gate.performInOneTransaction((1...300).map { .append(.test("m\($0)", in: "room")) })
        #expect(results == (1...300).map { .success(.appended(seq: $0, attachments: [])) })
        // One for the conversation, one to hold the store, and one for the 300.
        let sizes = registry.snapshot().family("telltale_store_batch_size")?.distribution()
        #expect(sizes?.count == 3 && sizes?.sum == 302)
        #expect(registry.snapshot().family("telltale_store_commit_seconds")?.distribution()?.count == 3)
        await store.close()
        #expect(gate.ends == 3)
    }

    @Test("a conversation, its participants and its messages can be made in one transaction")
    func dependentWrites() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        let gate = BatchGate(store)
        let results = await gate.performInOneTransaction([
            .append(.test("early", in: "room")),
            .createConversation(.test("room"), participants: []),
            .createConversation(.test("room"), participants: []),
            .addParticipant(conversationID: "room", user: .init(id: "ada", name: "Ada"), isOperator: nil, atMilliseconds: 1),
            .append(.test("m1", in: "room", clientID: "c")),
            .append(.test("m2", in: "room", clientID: "c")),
            .markRead(conversationID: "room", userID: "ada", seq: 9, clientID: nil),
        ])
        #expect(
            results == [
                .success(.noConversation), .success(.done(changed: true)), .success(.exists), .success(.done(changed: true)),
                .success(.appended(seq: 1, attachments: [])), .success(.repeated(messageID: "m1", seq: 1)),
                .success(.read(seq: 1, moved: false)),
            ])
        #expect(try await store.everything(in: "room") == ["1 m1"])
        await store.close()
    }

    @Test("what a reader sees at the end of a batch is what the batch stored")
    func readersAtBatchEnd() async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = 3 }
        let gate = BatchGate(store)
        await store.create("room")
        for round in 1...20 {
            _ = await gate.performInOneTransaction((1...3).map { .append(.test("m\(round)-\($0)", in: "room")) })
            try await gate.hold {
                let page = try await store.messages(of: "room", before: nil, limit: 2, maximumBytes: 1_000)
                #expect(page.messages.map(\.seq) == [Int64(round * 3 - 1), Int64(round * 3)] && page.lastSeq == Int64(round * 3))
            }
        }
        await store.close()
    }

    @Test("the families of the catalogue are there before the first write")
    func families() async throws {
        let folder = try StoreFolder()
        let registry = Registry()
        let store = try folder.open(registry: registry)
        let snapshot = registry.snapshot()
        for name in ["telltale_store_commit_seconds", "telltale_store_batch_size", "telltale_store_queue"] {
            #expect(snapshot.family(name)?.series.count == 1)
        }
        #expect(registry.errors("append") == 0)
        await store.close()
    }
}
