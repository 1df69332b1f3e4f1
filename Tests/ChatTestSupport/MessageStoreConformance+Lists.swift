import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let lists = [
        MessageStoreConformance("conversations are listed by latest activity, each user's own") { store async throws in
            await store.create("a", at: 100, participants: [UserRef(id: "ada", name: "Ada")])
            await store.create("b", at: 200, participants: [UserRef(id: "ada", name: "Ada"), UserRef(id: "bob", name: "Bob")])
            await store.create("c", at: 300, participants: [UserRef(id: "bob", name: "Bob")])
            #expect(try await ids(store, of: "ada") == ["b", "a"])
            await store.append("x", id: "m1", to: "a", at: 400)
            let listed = try await store.conversations(ConversationQuery(userID: "ada", limit: 10)).map(\.conversation)
            #expect(listed.map(\.id) == ["a", "b"])
            #expect(listed.first?.updatedAtMilliseconds == 400 && listed.first?.createdAtMilliseconds == 100)
            #expect(listed.first?.lastSeq == 1)
            #expect(try await ids(store, of: nil) == ["a", "c", "b"])
            #expect(try await ids(store, of: "eve").isEmpty)
        },
        MessageStoreConformance("walking the list meets each conversation once, even when many are equally old") { store async throws in
            for index in 0..<25 {
                await store.create("room-\(index)", at: Int64(100 + index / 10))
            }
            for user in ["ada", nil] {
                var walked: [ConversationRecord] = []
                var cursor: ConversationCursor?
                for _ in 0..<10 {
                    let query = ConversationQuery(userID: user, before: cursor, limit: 4)
                    let page = try await store.conversations(query).map(\.conversation)
                    walked += page
                    cursor =
                        page.last.map {
                            ConversationCursor(updatedAtMilliseconds: $0.updatedAtMilliseconds, id: $0.id)
                        } ?? cursor
                }
                #expect(walked.count == 25 && Set(walked.map(\.id)).count == 25)
                let times = walked.map(\.updatedAtMilliseconds)
                #expect(times == times.sorted(by: >))
            }
        },
        MessageStoreConformance("archived conversations are in a list of their own, and can be read and taken back") { store async throws in
            for (index, id) in ["a", "b", "c"].enumerated() {
                await store.create(id, at: Int64(100 * index))
            }
            await store.append("x", id: "m1", to: "b", at: 400)
            let archive = StoreOperation.changeConversation(id: "b", ConversationChange(isArchived: true))
            #expect(await store.perform(archive) == .success(.done(changed: true)))
            #expect(await store.perform(archive) == .success(.done(changed: false)))
            for user in ["ada", nil] {
                #expect(try await ids(store, of: user) == ["c", "a"])
                #expect(try await ids(store, of: user, isArchived: true) == ["b"])
            }
            #expect(try await ids(store, of: "eve", isArchived: true).isEmpty)
            #expect(try await store.conversation("b")?.isArchived == true)
            #expect(try await store.latestMessages(of: "b").map(\.id) == ["m1"])
            _ = await store.perform(.changeConversation(id: "b", ConversationChange(isArchived: false)))
            #expect(try await ids(store, of: "ada") == ["b", "c", "a"])
        },
        MessageStoreConformance("what is no message moves no conversation in the list") { store async throws in
            await store.create("a", at: 100)
            await store.append("x", id: "m1", to: "a", at: 150)
            await store.create("b", at: 200)
            await store.change("m1", .edit(content: "y"), in: "a", at: 300)
            await store.change("m1", .reaction(emoji: "👍", isAdded: true), in: "a", at: 400)
            _ = await store.perform(.changeConversation(id: "a", ConversationChange(title: "New")))
            #expect(try await ids(store, of: "ada") == ["b", "a"])
            #expect(try await store.conversation("a")?.updatedAtMilliseconds == 150)
            await store.answer("z", id: "m2", in: "a")
            #expect(try await ids(store, of: "ada") == ["a", "b"])
            #expect(try await store.conversation("a")?.updatedAtMilliseconds == 4_000)
        },
    ]

    private static func ids(_ store: any MessageStore, of user: String?, isArchived: Bool = false) async throws -> [String] {
        try await store.conversations(ConversationQuery(userID: user, isArchived: isArchived, limit: 10)).map(\.conversation.id)
    }
}
