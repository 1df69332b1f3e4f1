import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let messages = [
        MessageStoreConformance("each conversation counts its own messages from 1") { store async throws in
            await store.create("a")
            await store.create("b")
            #expect(await store.append("x", id: "m1", to: "a") == .success(.appended(seq: 1)))
            #expect(await store.append("x", id: "m2", to: "b") == .success(.appended(seq: 1)))
            #expect(await store.append("x", id: "m3", to: "a") == .success(.appended(seq: 2)))
            #expect(try await store.conversation("a")?.lastSeq == 2)
            #expect(try await store.conversation("b")?.lastSeq == 1)
        },
        MessageStoreConformance("a message needs its conversation") { store async throws in
            #expect(await store.append("x", id: "m1", to: "a") == .success(.noConversation))
            await store.create("a")
            #expect(await store.append("x", id: "m1", to: "a") == .success(.appended(seq: 1)))
        },
        MessageStoreConformance("a message reads back as it was appended") { store async throws in
            await store.create("room", participants: [UserRef(id: "ada", name: "Ada")])
            let new = NewMessage(
                id: "m1", conversationID: "room", role: .assistant, author: UserRef(id: "eve", name: "Eve"), content: "hello",
                createdAtMilliseconds: 1_700_000_000_123, clientID: "c1", replyTo: "m0")
            #expect(await store.perform(.append(new)) == .success(.appended(seq: 1)))
            let page = try await store.messages(of: "room", before: nil, limit: 10, maximumBytes: 1_000)
            #expect(page.messages == [Message(new, seq: 1)])
            #expect(page.lastSeq == 1)
        },
        MessageStoreConformance("no character of a content is lost or changed") { store async throws in
            await store.create("room")
            let contents = ["a\u{0}b", "\u{0}", "e\u{301} is not \u{e9}", "👩‍👩‍👧‍👦\u{FFFF}\u{10FFFF}", "' ; -- \" \\ %_", " \n\t "]
            for (index, content) in contents.enumerated() {
                await store.append(content, id: "m\(index)", to: "room")
            }
            let page = try await store.messages(of: "room", after: 0, limit: 10, maximumBytes: 10_000)
            #expect(page.messages.map { Array($0.content.utf8) } == contents.map { Array($0.utf8) })
        },
    ]

    static let repetition = [
        MessageStoreConformance("a client id counts once for its author and conversation, and the first content wins") {
            store async throws in
            await store.create("a")
            await store.create("b")
            #expect(await store.append("first", id: "m1", to: "a", by: "ada", clientID: "c") == .success(.appended(seq: 1)))
            let repeated = await store.append("second", id: "m2", to: "a", by: "ada", clientID: "c")
            #expect(repeated == .success(.repeated(messageID: "m1", seq: 1)))
            #expect(await store.append("x", id: "m3", to: "a", by: "bob", clientID: "c") == .success(.appended(seq: 2)))
            #expect(await store.append("x", id: "m4", to: "b", by: "ada", clientID: "c") == .success(.appended(seq: 1)))
            #expect(await store.append("x", id: "m5", to: "a", by: "ada", clientID: "d") == .success(.appended(seq: 3)))
            let page = try await store.messages(of: "a", after: 0, limit: 10, maximumBytes: 1_000)
            #expect(page.messages.map(\.content) == ["first", "x", "x"])
        },
        MessageStoreConformance("client ids and authors that differ in bytes only are different") { store async throws in
            await store.create("room")
            let composed = await store.append("1", id: "m1", to: "room", clientID: "\u{e9}")
            let decomposed = await store.append("2", id: "m2", to: "room", clientID: "e\u{301}")
            #expect(composed == .success(.appended(seq: 1)) && decomposed == .success(.appended(seq: 2)))
            let authors = await store.performTogether(
                ["\u{e9}", "e\u{301}", "e\u{301}"].map { author in
                    .append(
                        NewMessage(
                            id: "\(author.utf8.count)", conversationID: "room", role: .user, author: UserRef(id: author, name: "x"),
                            content: "3", createdAtMilliseconds: 1, clientID: "c"))
                })
            #expect(
                authors == [
                    .success(.appended(seq: 3)), .success(.appended(seq: 4)), .success(.repeated(messageID: "3", seq: 4)),
                ])
            #expect(try await store.messages(of: "room", after: 0, limit: 10, maximumBytes: 1_000).messages.count == 4)
            let again = await store.append("5", id: "m5", to: "room", clientID: "e\u{301}")
            #expect(again == .success(.repeated(messageID: "m2", seq: 2)))
        },
        MessageStoreConformance("participants whose ids or names differ in bytes only are different") { store async throws in
            let users = [UserRef(id: "\u{e9}", name: "1"), UserRef(id: "e\u{301}", name: "2")]
            await store.create("room", participants: users)
            #expect(try await store.participantCount(of: "room") == 2)
            for user in users {
                #expect(try await store.participant(of: "room", user: user.id)?.user.name == user.name)
            }
            for (name, changed) in [("\u{e9}", true), ("e\u{301}", true), ("e\u{301}", false)] {
                let rename = StoreOperation.addParticipant(
                    conversationID: "room", user: UserRef(id: "\u{e9}", name: name), atMilliseconds: 1)
                #expect(await store.perform(rename) == .success(.done(changed: changed)))
            }
        },
        MessageStoreConformance("repeats within one transaction get the first acknowledgement") { store async throws in
            await store.create("room")
            let outcomes = await store.performTogether(
                (1...20).map { index in
                    .append(
                        NewMessage(
                            id: "m\(index)", conversationID: "room", role: .user, author: UserRef(id: "ada", name: "Ada"),
                            content: "\(index)", createdAtMilliseconds: 1, clientID: "c"))
                })
            let again = Result<StoreOutcome, StoreError>.success(.repeated(messageID: "m1", seq: 1))
            #expect(outcomes == [.success(.appended(seq: 1))] + Array(repeating: again, count: 19))
        },
        MessageStoreConformance("a client id counts once over messages and read marks") { store async throws in
            await store.create("room")
            await store.append("x", id: "m1", to: "room", clientID: "message")
            let mark = StoreOperation.markRead(conversationID: "room", userID: "ada", seq: 1, clientID: "message")
            #expect(await store.perform(mark) == .success(.repeated(messageID: "m1", seq: 1)))
            #expect(try await store.participant(of: "room", user: "ada")?.lastReadSeq == 0)

            let first = StoreOperation.markRead(conversationID: "room", userID: "ada", seq: 1, clientID: "mark")
            #expect(await store.perform(first) == .success(.read(seq: 1, moved: true)))
            let asMessage = await store.append("y", id: "m2", to: "room", clientID: "mark")
            #expect(asMessage == .success(.repeated(messageID: nil, seq: 1)))
            #expect(try await store.conversation("room")?.lastSeq == 1)
        },
    ]

    static let readMarks = [
        MessageStoreConformance("a read mark moves forward only and never beyond the last event") { store async throws in
            await store.create("room")
            for index in 1...3 {
                await store.append("x", id: "m\(index)", to: "room")
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
    ]
}
