import Chat
import ChatTestSupport
import Testing
import Wire

@testable import Storage

@Suite("Indexing in the background of writing")
struct IndexingTests {
    @Test("all but the recent messages are indexed, and none is held twice")
    func indexedThrough() async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = 10 }
        await store.create("room")
        for index in 1...100 {
            await store.append("text \(index)", id: "m\(index)", to: "room", clientID: "c\(index)")
        }
        let through = try #require(try store.fromWriter("SELECT through FROM indexed", as: Int.self))
        #expect((80...100).contains(through))
        #expect(try store.fromWriter("SELECT count(*) FROM requests", as: Int.self) == through)
        #expect(store.recent.runs(of: "room").firstSeq == Int64(through + 1))
        #expect(try await store.everything(in: "room") == (1...100).map { "\($0) text \($0)" })
        await store.close()
    }

    @Test("a busy room is indexed in segments of bounded length")
    func segments() async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = 200 }
        await store.create("room")
        _ = await store.performTogether((1...1_000).map { .append(.test("m\($0)", in: "room")) })
        _ = await store.performTogether((1...10).map { .append(.test("n\($0)", in: "room")) })
        #expect(try store.fromWriter("SELECT max(length(positions)) FROM segments") == 8 * 64)
        #expect(try await store.everything(in: "room", pageLength: 97).count == 1_010)
        await store.close()
    }

    @Test("rooms of every pace read back whole", arguments: [1, 4, 32, 10_000])
    func mixedPaces(recentMessages: Int) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = recentMessages }
        for room in 0..<6 { await store.create("room-\(room)") }
        var expected = [[String]](repeating: [], count: 6)
        for round in 1...60 {
            let rooms = (0..<6).filter { round % ($0 + 1) == 0 }
            let operations = rooms.map { StoreOperation.append(.test("r\(round)", in: "room-\($0)", clientID: "\(round)")) }
            _ = await store.performTogether(operations)
            for room in rooms { expected[room].append("\(expected[room].count + 1) r\(round)") }
        }
        for room in 0..<6 {
            #expect(try await store.everything(in: "room-\(room)") == expected[room])
        }
        await store.close()
    }

    @Test("readers find every acknowledged message while others write and index")
    func concurrentReaders() async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = 8 }
        await store.create("room")
        await store.create("other")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for index in 1...150 { await store.append("x", id: "o\(index)", to: "other") }
            }
            for reader in 0..<3 {
                group.addTask {
                    for index in 1...50 {
                        let id = "m\(reader)-\(index)"
                        guard case .success(.appended(let seq, _)) = await store.append("x", id: id, to: "room") else {
                            Issue.record("the message was not stored")
                            return
                        }
                        let page = try await store.messages(of: "room", after: 0, limit: 1_000, maximumBytes: 1 << 20)
                        #expect(page.messages.map(\.seq) == Array(1...page.lastSeq))
                        #expect(page.lastSeq >= seq && page.messages[Int(seq) - 1].id == id)
                    }
                }
            }
            try await group.waitForAll()
        }
        await store.close()
    }

    @Test("pages with absurd limits are answered")
    func absurdLimits() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        await store.create("room")
        await store.append("x", id: "m1", to: "room")
        for (before, limit, count) in [(Int64.min, Int.max, 0), (.max, .max, 1), (0, -1, 0), (-5, 0, 0), (2, 0, 0)] {
            let page = try await store.messages(of: "room", before: before, limit: limit, maximumBytes: .max)
            #expect(page.messages.count == count && page.lastSeq == 1)
        }
        for (after, limit, count) in [(Int64.min, Int.max, 1), (.max, .max, 0), (0, -1, 0), (-5, 1, 1)] {
            let page = try await store.messages(of: "room", after: after, limit: limit, maximumBytes: .max)
            #expect(page.messages.count == count && page.lastSeq == 1)
        }
        await store.close()
    }
}
