import Chat
import ChatTestSupport
import Testing

@testable import Storage

@Suite("Lists of conversations")
struct ListTests {
    @Test("a page holds what sorting everything would put there", arguments: [1, 3, 10, 1_000])
    func pages(limit: Int) throws {
        let all = (0..<200).map { ConversationCursor(updatedAtMilliseconds: Int64($0 * 7 % 40), id: "room-\($0)") }
        let sorted = all.sorted { ($0.updatedAtMilliseconds, $0.id) > ($1.updatedAtMilliseconds, $1.id) }
        var walked: [ConversationCursor] = []
        while walked.count < sorted.count {
            var list = LatestFirst(limit: limit, before: walked.last) { key in all[Int(key)].id }
            for (key, cursor) in all.enumerated() {
                try list.offer(Int64(key), updatedAt: cursor.updatedAtMilliseconds)
            }
            let page = try list.page().map { all[Int($0.key)] }
            #expect(page == Array(sorted.dropFirst(walked.count).prefix(limit)))
            guard !page.isEmpty else { break }
            walked += page
        }
    }

    @Test("conversations with recent, indexed and no messages are listed in one order", arguments: [1, 5, 1_000])
    func order(recentMessages: Int) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = recentMessages }
        for room in 0..<8 { await store.create("room-\(room)", at: Int64(100 + room)) }
        for (time, room) in [6, 2, 4, 2, 7, 0].enumerated() {
            await store.append("x", id: "m\(time)", to: "room-\(room)", at: Int64(200 + time))
        }
        let expected = [0, 7, 2, 4, 6, 5, 3, 1].map { "room-\($0)" }
        for user in ["ada", nil] {
            #expect(try await store.records(of: user, before: nil, limit: 10).map(\.id) == expected)
        }
        let third = ConversationCursor(updatedAtMilliseconds: 203, id: "room-2")
        let rest = try await store.records(of: "ada", before: third, limit: 2)
        #expect(rest.map(\.id) == ["room-4", "room-6"])
        #expect(rest.map(\.lastSeq) == [1, 1] && rest.map(\.updatedAtMilliseconds) == [202, 200])
        #expect(try await store.conversation("room-2")?.lastSeq == 2)
        #expect(try await store.records(of: nil, before: nil, limit: 0).isEmpty)
        await store.close()
        let again = try folder.open { $0.recentMessages = recentMessages }
        #expect(try await again.records(of: nil, before: nil, limit: 10).map(\.id) == expected)
        #expect(try await again.conversation("room-2")?.updatedAtMilliseconds == 203)
        await again.close()
    }

    @Test("pages are right where more conversations share a moment than are sorted at first", arguments: [50, 1_000])
    func moment(recentMessages: Int) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = recentMessages }
        let rooms = (100..<220).map { "room-\($0)" }
        for room in rooms {
            await store.create(room, at: 100)
            await store.append("x", id: "m-\(room)", to: room, at: 200)
        }
        var listed: [ConversationRecord] = []
        while listed.count < rooms.count {
            let cursor = listed.last.map { ConversationCursor(updatedAtMilliseconds: $0.updatedAtMilliseconds, id: $0.id) }
            let page = try await store.records(of: nil, before: cursor, limit: 10)
            guard !page.isEmpty else { break }
            listed += page
        }
        #expect(listed.map(\.id) == rooms.reversed())
        #expect(listed.allSatisfy { $0.lastSeq == 1 && $0.updatedAtMilliseconds == 200 })
        await store.close()
    }
}
