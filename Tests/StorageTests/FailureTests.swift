import Chat
import ChatTestSupport
import GRDB
import Telemetry
import Testing

@testable import Storage

@Suite("A store that cannot write")
struct FailureTests {
    private static let large = String(repeating: "x", count: 20_000)

    @Test("a full disk makes writes unavailable, and the store recovers without being opened again")
    func fullDisk() async throws {
        let folder = try StoreFolder()
        let registry = Registry()
        let store = try folder.open(registry: registry)
        await store.create("room")
        #expect(await store.append("first", id: "m1", to: "room") == .success(.appended(seq: 1, attachments: [])))
        try store.fillDisk()
        #expect(await store.append(Self.large, id: "m2", to: "room", clientID: "c").isUnavailable)
        #expect(!store.isHealthy)
        #expect(store.problem?.contains("full") == true)
        #expect(registry.errors("append") == 1)
        try store.emptyDisk()
        // The failed one was not remembered: the same request is stored now, under the seq that was not used up.
        #expect(await store.append("again", id: "m3", to: "room", clientID: "c") == .success(.appended(seq: 2, attachments: [])))
        #expect(store.isHealthy && store.problem == nil)
        #expect(try await store.everything(in: "room") == ["1 first", "2 again"])
        await store.close()
    }

    @Test("reading goes on while the disk is full")
    func readingWhenFull() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        await store.create("room")
        await store.append("first", id: "m1", to: "room")
        try store.fillDisk()
        #expect(await store.append(Self.large, id: "m2", to: "room").isUnavailable)
        #expect(try await store.everything(in: "room") == ["1 first"])
        #expect(try await store.conversation("room")?.lastSeq == 1)
        await store.close()
    }

    @Test("a probe finds out that the disk has room again, and not before")
    func probing() async throws {
        let folder = try StoreFolder()
        let registry = Registry()
        let store = try folder.open(registry: registry)
        await store.create("room")
        #expect(await store.probe())
        try store.fillDisk()
        #expect(await store.append(Self.large, id: "m1", to: "room").isUnavailable)
        #expect(await !store.probe())
        #expect(!store.isHealthy)
        #expect(registry.errors("probe") == 1)
        try store.emptyDisk()
        #expect(await store.probe())
        #expect(store.isHealthy)
        #expect(try store.fromWriter("SELECT count(*) FROM probes") == 0)
        await store.close()
    }

    @Test("a write without a change does not make a store healthy")
    func emptyTransaction() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        await store.create("room")
        try store.fillDisk()
        #expect(await store.append(Self.large, id: "m1", to: "room").isUnavailable)
        #expect(await store.create("room") == .success(.exists))
        #expect(!store.isHealthy)
        await store.close()
    }

    @Test("another process that holds the lock makes writes unavailable until it lets go")
    func lockedFile() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        await store.create("room")
        let other = try DatabaseQueue(path: folder.databasePath, configuration: .unsafe)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        #expect(await store.append("x", id: "m1", to: "room").isUnavailable)
        #expect(store.problem?.contains("locked") == true)
        #expect(await !store.probe())
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        #expect(await store.probe())
        #expect(await store.append("x", id: "m1", to: "room") == .success(.appended(seq: 1, attachments: [])))
        try other.close()
        await store.close()
    }

    @Test("a group that fails leaves nothing behind, and every write of it is told")
    func wholeGroup() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        let gate = BatchGate(store)
        await store.create("a")
        await store.create("b")
        try store.fillDisk()
        let results = await gate.performInOneTransaction(
            (1...5).map { .append(.test("a\($0)", in: "a", clientID: "c\($0)")) }
                + [.append(.test(Self.large, in: "b"))]
                + [.createConversation(.test("c"), participants: [])]
                + (6...8).map { .append(.test("a\($0)", in: "a", clientID: "c\($0)")) })
        #expect(results.count == 10 && results.allSatisfy(\.isUnavailable))
        #expect(try await store.conversation("c") == nil)
        for room in ["a", "b"] {
            #expect(try await store.everything(in: room).isEmpty)
        }
        try store.emptyDisk()
        let again = await gate.performInOneTransaction((1...8).map { .append(.test("a\($0)", in: "a", clientID: "c\($0)")) })
        #expect(again == (1...8).map { .success(.appended(seq: $0, attachments: [])) })
        await store.close()
    }

    @Test("seqs have no gap and no client id counts twice over many failures, also while indexing", arguments: [2, 5, 50])
    func gapless(recentMessages: Int) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = recentMessages }
        await store.create("room")
        var stored: [String] = []
        for round in 1...60 {
            if round % 3 == 0 { try store.fillDisk() }
            let content = round % 3 == 0 ? Self.large : "text \(round)"
            let operations = [content, "and \(round)"].map { text in
                StoreOperation.append(.test(text, in: "room", clientID: "\(round) \(text.prefix(3))"))
            }
            let results = await store.performTogether(operations)
            if round % 3 == 0 { try store.emptyDisk() }
            for (text, result) in zip([content, "and \(round)"], results) {
                guard case .success(let outcome) = result else { continue }
                #expect(outcome == .appended(seq: Int64(stored.count + 1), attachments: []))
                stored.append("\(stored.count + 1) \(text)")
            }
        }
        #expect(stored.count >= 80)
        #expect(try await store.everything(in: "room") == stored)
        await store.close()
        let again = try folder.open { $0.recentMessages = recentMessages }
        #expect(try await again.everything(in: "room") == stored)
        await again.close()
    }

    @Test("a full queue refuses at once, on the caller's thread, and counts it")
    func overload() async throws {
        let folder = try StoreFolder()
        let registry = Registry()
        let store = try folder.open(registry: registry) { $0.queueLimit = 3 }
        let gate = BatchGate(store)
        await store.create("room")
        await gate.hold {
            let results = Collected<Result<StoreOutcome, StoreError>>()
            for index in 1...5 {
                store.enqueue(StoreWrite(.append(.test("m\(index)", in: "room"))) { results.append($0) })
            }
            #expect(results.all == [.failure(.overloaded), .failure(.overloaded)])
            #expect(registry.snapshot().family("telltale_store_queue")?.number() == 3)
        }
        // Answered by the thread after what waited.
        #expect(await store.probe())
        #expect(await store.append("x", id: "m6", to: "room") == .success(.appended(seq: 4, attachments: [])))
        #expect(registry.errors("queue") == 2)
        #expect(store.isHealthy)
        await store.close()
    }
}

extension Registry {
    /// The errors that were counted for an operation.
    func errors(_ operation: String) -> Double? {
        snapshot().family("telltale_store_errors_total")?.number(operation)
    }
}

extension Configuration {
    /// A connection that may leave a transaction open.
    static var unsafe: Configuration {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        return configuration
    }
}

extension ConversationRecord {
    static func test(_ id: String) -> ConversationRecord {
        ConversationRecord(
            id: id, title: id, kind: .private, createdBy: "ada", createdAtMilliseconds: 1, updatedAtMilliseconds: 1)
    }
}
