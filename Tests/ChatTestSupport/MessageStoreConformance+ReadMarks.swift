import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let readMarks = [
        MessageStoreConformance("a read mark moves forward only and never beyond the last event") { store async throws in
            await store.create("room")
            for index in 1...3 {
                await store.append("x", id: "m\(index)", to: "room", by: "bob")
            }
            let steps: [(seq: Int64, expected: StoreOutcome)] = [
                (2, .read(seq: 2, moved: true)), (1, .read(seq: 2, moved: false)), (2, .read(seq: 2, moved: false)),
                (99, .read(seq: 3, moved: true)), (99, .read(seq: 3, moved: false)), (0, .read(seq: 3, moved: false)),
            ]
            for step in steps {
                let mark = StoreOperation.markRead(conversationID: "room", userID: "ada", seq: step.seq, clientID: nil)
                #expect(await store.perform(mark) == .success(step.expected))
            }
            #expect(try await store.participant(of: "room", user: "ada")?.lastReadSeq == 3)
        },
        MessageStoreConformance("a client id is used up by a read mark that does not move") { store async throws in
            await store.create("room")
            let mark = StoreOperation.markRead(conversationID: "room", userID: "ada", seq: 0, clientID: "c")
            #expect(await store.perform(mark) == .success(.read(seq: 0, moved: false)))
            #expect(await store.perform(mark) == .success(.repeated(messageID: nil, seq: 0)))
        },
        MessageStoreConformance("a read mark needs its conversation") { store async throws in
            let mark = StoreOperation.markRead(conversationID: "room", userID: "ada", seq: 1, clientID: "c")
            #expect(await store.perform(mark) == .success(.noConversation))
        },
        MessageStoreConformance("what somebody says moves their own read mark, and nobody else's") { store async throws in
            await store.create("room", participants: ["ada", "bob"].map { UserRef(id: $0, name: $0) })
            await store.append("x", id: "m1", to: "room", by: "ada", clientID: "c")
            await store.append("x", id: "m2", to: "room", by: "bob")
            await store.append("x", id: "m3", to: "room", by: "ada", clientID: "c")
            await store.append("x", id: "m4", to: "room", by: "eve")
            #expect(try await store.participants(of: "room", limit: 10).map(\.lastReadSeq) == [1, 2])
            let mark = StoreOperation.markRead(conversationID: "room", userID: "ada", seq: 1, clientID: nil)
            #expect(await store.perform(mark) == .success(.read(seq: 1, moved: false)))
            await store.change("m1", .edit(content: "y"), by: "ada")
            #expect(try await store.participant(of: "room", user: "ada")?.lastReadSeq == 1)
        },
        MessageStoreConformance("unread are the messages after the mark: no other events, and none for who takes no part") {
            store async throws in
            await store.create("room", participants: ["ada", "bob"].map { UserRef(id: $0, name: $0) })
            for index in 1...5 {
                await store.append("x", id: "m\(index)", to: "room", by: index == 2 ? "bob" : "ada")
            }
            await store.change("m1", .edit(content: "y"))
            await store.change("m1", .reaction(emoji: "👍", isAdded: true))
            await store.answer("z", id: "m6")
            for (user, count) in [("ada", 1), ("bob", 4), ("eve", 0)] {
                #expect(try await store.unreadCount(of: "room", for: user) == count)
                let listed = try await store.conversations(ConversationQuery(userID: nil, unreadFor: user, limit: 10))
                #expect(listed.map(\.unreadCount) == [count])
            }
            _ = await store.perform(.markRead(conversationID: "room", userID: "bob", seq: 4, clientID: nil))
            #expect(try await store.unreadCount(of: "room", for: "bob") == 2)
            #expect(try await store.conversations(ConversationQuery(userID: "bob", limit: 10)).map(\.unreadCount) == [0])
            #expect(try await store.unreadCount(of: "nowhere", for: "bob") == 0)
        },
        MessageStoreConformance("what was deleted is not unread, and neither are the events of that") { store async throws in
            await store.create("room", participants: ["ada", "bob"].map { UserRef(id: $0, name: $0) })
            for index in 1...100 {
                await store.append("x", id: "m\(index)", to: "room", by: "ada")
            }
            _ = await store.perform(.markRead(conversationID: "room", userID: "bob", seq: 10, clientID: nil))
            // Two before the mark and three after it, one of them twice.
            for index in [3, 10, 11, 50, 100, 50] { await store.change("m\(index)", .delete) }
            #expect(try await store.unreadCount(of: "room", for: "bob") == 87)
            let listed = try await store.conversations(ConversationQuery(userID: nil, unreadFor: "bob", limit: 10))
            #expect(listed.map(\.unreadCount) == [87])
            for index in 12...99 where index != 50 { await store.change("m\(index)", .delete) }
            #expect(try await store.unreadCount(of: "room", for: "bob") == 0)
            await store.append("x", id: "m101", to: "room", by: "ada")
            #expect(try await store.unreadCount(of: "room", for: "bob") == 1)
        },
        MessageStoreConformance("counting what is unread ends at the limit") { store async throws in
            await store.create("room", participants: ["ada", "bob"].map { UserRef(id: $0, name: $0) })
            let limit = ConversationListing.unreadLimit
            _ = await store.performTogether(
                (1...limit + 1).map { index in
                    .append(
                        NewMessage(
                            id: "m\(index)", conversationID: "room", role: .user, author: UserRef(id: "ada", name: "ada"), content: "x",
                            createdAtMilliseconds: 1))
                })
            #expect(try await store.unreadCount(of: "room", for: "bob") == limit)
            _ = await store.perform(.markRead(conversationID: "room", userID: "bob", seq: 2, clientID: nil))
            #expect(try await store.unreadCount(of: "room", for: "bob") == limit - 1)
            await store.append("x", id: "last", to: "room", by: "ada")
            for index in 3...5 { await store.change("m\(index)", .delete) }
            #expect(try await store.unreadCount(of: "room", for: "bob") == limit - 3)
        },
    ]
}
