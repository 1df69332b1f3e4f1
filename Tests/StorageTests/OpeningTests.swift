import Chat
import ChatTestSupport
import GRDB
import Telemetry
import Testing

@testable import Storage

@Suite("Opening and closing a store")
struct OpeningTests {
    @Test("a commit waits for the disk: the writer's synchronous is FULL in a write-ahead log")
    func synchronous() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        #expect(try store.fromWriter("PRAGMA synchronous") == 2)
        #expect(try store.fromWriter("PRAGMA journal_mode") == "wal")
        await store.close()
    }

    @Test("a configured synchronous NORMAL is set too")
    func normal() async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.synchronous = .normal }
        #expect(try store.fromWriter("PRAGMA synchronous") == 1)
        await store.close()
    }

    @Test("everything is there after closing and opening", arguments: [1, 10, 1_000])
    func reopening(recentMessages: Int) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = recentMessages }
        await store.create("room")
        for index in 1...25 {
            await store.append("text \(index)", id: "m\(index)", to: "room", clientID: "c\(index)")
        }
        await store.close()
        let again = try folder.open { $0.recentMessages = recentMessages }
        #expect(try await again.everything(in: "room") == (1...25).map { "\($0) text \($0)" })
        #expect(await again.append("next", id: "m26", to: "room") == .success(.appended(seq: 26, attachments: [])))
        await again.close()
    }

    @Test("a client id counts once over the life of the file", arguments: [1, 10, 1_000])
    func idempotence(recentMessages: Int) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = recentMessages }
        await store.create("room")
        for index in 1...25 {
            await store.append("text", id: "m\(index)", to: "room", clientID: "c\(index)")
        }
        await store.close()
        let again = try folder.open { $0.recentMessages = recentMessages }
        for index in 1...25 {
            let repeated = await again.append("other", id: "n\(index)", to: "room", clientID: "c\(index)")
            #expect(repeated == .success(.repeated(messageID: "m\(index)", seq: Int64(index))))
        }
        await again.close()
    }

    @Test("what was acknowledged before a kill is there after it", arguments: [1, 3, 10, 1_000])
    func kill(recentMessages: Int) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = recentMessages }
        await store.create("a")
        await store.create("b")
        for index in 1...40 {
            await store.append("text \(index)", id: "a\(index)", to: "a", clientID: "c\(index)")
            await store.append("text \(index)", id: "b\(index)", to: "b", clientID: "c\(index)")
            guard index % 8 == 0 else { continue }
            let killed = try folder.copyAsAfterKill()
            let again = try killed.open { $0.recentMessages = recentMessages }
            for room in ["a", "b"] {
                #expect(try await again.everything(in: room) == (1...index).map { "\($0) text \($0)" })
                let repeated = await again.append("other", id: "x", to: room, clientID: "c\(index)")
                #expect(repeated == .success(.repeated(messageID: "\(room)\(index)", seq: Int64(index))))
            }
            await again.close()
        }
        await store.close()
    }

    @Test("closing commits what waits, then refuses")
    func closing() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        await store.create("room")
        let results = Collected<Result<StoreOutcome, StoreError>>()
        await BatchGate(store).hold {
            for index in 1...100 {
                store.enqueue(StoreWrite(.append(.test("m\(index)", in: "room"))) { results.append($0) })
            }
            store.queue.close()
        }
        await store.close()
        #expect(results.all == (1...100).map { .success(.appended(seq: $0, attachments: [])) })
        #expect(await store.append("x", id: "late", to: "room") == .failure(.closed))
        await #expect(throws: StoreError.closed) { try await store.conversation("room") }
        #expect(await !store.probe())
        await store.close()
    }

    @Test("closing leaves one file without a log")
    func lastCheckpoint() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        await store.create("room")
        #expect(folder.logBytes > 0)
        await store.close()
        #expect(folder.logBytes == 0)
    }

    @Test("a file that is no database is refused")
    func foreignFile() throws {
        let folder = try StoreFolder()
        try folder.writeDatabase(String(repeating: "not a database ", count: 1_000))
        #expect(throws: DatabaseError.self) { try folder.open() }
    }

    @Test("a file of a later version is refused")
    func laterVersion() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        try store.onWriter("INSERT INTO grdb_migrations VALUES ('999')")
        await store.close()
        #expect(throws: DatabaseError.self) { try folder.open() }
    }
}
