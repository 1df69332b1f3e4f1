import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let pages = [
        MessageStoreConformance("pages before a seq hold the latest messages, ascending") { store async throws in
            try await fill(store, count: 7)
            let all = try await store.messages(of: "room", before: nil, limit: 10, maximumBytes: 10_000)
            #expect(all.messages.map(\.seq) == [1, 2, 3, 4, 5, 6, 7] && !all.hasMore && all.lastSeq == 7)
            let last = try await store.messages(of: "room", before: nil, limit: 3, maximumBytes: 10_000)
            #expect(last.messages.map(\.seq) == [5, 6, 7] && last.hasMore && last.lastSeq == 7)
            let middle = try await store.messages(of: "room", before: 5, limit: 3, maximumBytes: 10_000)
            #expect(middle.messages.map(\.seq) == [2, 3, 4] && middle.hasMore)
            let first = try await store.messages(of: "room", before: 4, limit: 3, maximumBytes: 10_000)
            #expect(first.messages.map(\.seq) == [1, 2, 3] && !first.hasMore)
            let none = try await store.messages(of: "room", before: 1, limit: 3, maximumBytes: 10_000)
            #expect(none.messages.isEmpty && !none.hasMore && none.lastSeq == 7)
        },
        MessageStoreConformance("pages after a seq hold the earliest messages, ascending") { store async throws in
            try await fill(store, count: 7)
            let first = try await store.messages(of: "room", after: 0, limit: 3, maximumBytes: 10_000)
            #expect(first.messages.map(\.seq) == [1, 2, 3] && first.hasMore && first.lastSeq == 7)
            let last = try await store.messages(of: "room", after: 4, limit: 3, maximumBytes: 10_000)
            #expect(last.messages.map(\.seq) == [5, 6, 7] && !last.hasMore)
            let none = try await store.messages(of: "room", after: 7, limit: 3, maximumBytes: 10_000)
            #expect(none.messages.isEmpty && !none.hasMore && none.lastSeq == 7)
        },
        MessageStoreConformance("a page stops once it holds enough text, and holds at least one message") { store async throws in
            try await fill(store, count: 7, content: String(repeating: "x", count: 100))
            let after = try await store.messages(of: "room", after: 2, limit: 10, maximumBytes: 250)
            #expect((2...3).contains(after.messages.count) && after.messages.first?.seq == 3 && after.hasMore)
            let before = try await store.messages(of: "room", before: 7, limit: 10, maximumBytes: 250)
            #expect((2...3).contains(before.messages.count) && before.messages.last?.seq == 6 && before.hasMore)
            #expect(before.messages.map(\.seq) == before.messages.map(\.seq).sorted())
            let one = try await store.messages(of: "room", after: 0, limit: 10, maximumBytes: 1)
            #expect(one.messages.map(\.seq) == [1] && one.hasMore)
            let latest = try await store.messages(of: "room", before: nil, limit: 10, maximumBytes: 1)
            #expect(latest.messages.map(\.seq) == [7] && latest.hasMore)
        },
        MessageStoreConformance("walking the pages in either direction meets each message once") { store async throws in
            try await fill(store, count: 23)
            var ascending: [Int64] = []
            var hasMore = true
            while hasMore {
                let page = try await store.messages(of: "room", after: ascending.last ?? 0, limit: 5, maximumBytes: 10_000)
                ascending += page.messages.map(\.seq)
                hasMore = page.hasMore && !page.messages.isEmpty
            }
            #expect(ascending == Array(1...23))
            var descending: [Int64] = []
            hasMore = true
            while hasMore {
                let page = try await store.messages(of: "room", before: descending.first, limit: 5, maximumBytes: 10_000)
                descending = page.messages.map(\.seq) + descending
                hasMore = page.hasMore && !page.messages.isEmpty
            }
            #expect(descending == Array(1...23))
        },
    ]

    private static func fill(_ store: any MessageStore, count: Int, content: String = "x") async throws {
        await store.create("room")
        await store.create("other")
        for index in 1...count {
            await store.append(content, id: "m\(index)", to: "room")
            await store.append(content, id: "o\(index)", to: "other")
        }
    }
}
