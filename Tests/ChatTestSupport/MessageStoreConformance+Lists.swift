import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let lists = [
        MessageStoreConformance("conversations are listed by latest activity, each user's own") { store async throws in
            await store.create("a", at: 100, participants: [UserRef(id: "ada", name: "Ada")])
            await store.create("b", at: 200, participants: [UserRef(id: "ada", name: "Ada"), UserRef(id: "bob", name: "Bob")])
            await store.create("c", at: 300, participants: [UserRef(id: "bob", name: "Bob")])
            #expect(try await store.conversations(of: "ada", before: nil, limit: 10).map(\.id) == ["b", "a"])
            await store.append("x", id: "m1", to: "a", at: 400)
            let listed = try await store.conversations(of: "ada", before: nil, limit: 10)
            #expect(listed.map(\.id) == ["a", "b"])
            #expect(listed.first?.updatedAtMilliseconds == 400 && listed.first?.createdAtMilliseconds == 100)
            #expect(listed.first?.lastSeq == 1)
            #expect(try await store.conversations(of: nil, before: nil, limit: 10).map(\.id) == ["a", "c", "b"])
            #expect(try await store.conversations(of: "eve", before: nil, limit: 10).isEmpty)
        },
        MessageStoreConformance("walking the list meets each conversation once, even when many are equally old") { store async throws in
            for index in 0..<25 {
                await store.create("room-\(index)", at: Int64(100 + index / 10))
            }
            for user in ["ada", nil] {
                var walked: [ConversationRecord] = []
                var cursor: ConversationCursor?
                for _ in 0..<10 {
                    let page = try await store.conversations(of: user, before: cursor, limit: 4)
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
    ]
}
