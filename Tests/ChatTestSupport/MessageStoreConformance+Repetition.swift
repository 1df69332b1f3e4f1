import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let repetition = [
        MessageStoreConformance("a client id counts once for its author and conversation, and the first content wins") {
            store async throws in
            await store.create("a")
            await store.create("b")
            #expect(
                await store.append("first", id: "m1", to: "a", by: "ada", clientID: "c") == .success(.appended(seq: 1, attachments: [])))
            let repeated = await store.append("second", id: "m2", to: "a", by: "ada", clientID: "c")
            #expect(repeated == .success(.repeated(messageID: "m1", seq: 1)))
            #expect(await store.append("x", id: "m3", to: "a", by: "bob", clientID: "c") == .success(.appended(seq: 2, attachments: [])))
            #expect(await store.append("x", id: "m4", to: "b", by: "ada", clientID: "c") == .success(.appended(seq: 1, attachments: [])))
            #expect(await store.append("x", id: "m5", to: "a", by: "ada", clientID: "d") == .success(.appended(seq: 3, attachments: [])))
            let page = try await store.messages(of: "a", after: 0, limit: 10, maximumBytes: 1_000)
            #expect(page.messages.map(\.content) == ["first", "x", "x"])
        },
        MessageStoreConformance("client ids and authors that differ in bytes only are different") { store async throws in
            await store.create("room")
            let composed = await store.append("1", id: "m1", to: "room", clientID: "\u{e9}")
            let decomposed = await store.append("2", id: "m2", to: "room", clientID: "e\u{301}")
            #expect(composed == .success(.appended(seq: 1, attachments: [])) && decomposed == .success(.appended(seq: 2, attachments: [])))
            let authors = await store.performTogether(
                ["\u{e9}", "e\u{301}", "e\u{301}"].map { author in
                    .append(
                        NewMessage(
                            id: "\(author.utf8.count)", conversationID: "room", role: .user, author: UserRef(id: author, name: "x"),
                            content: "3", createdAtMilliseconds: 1, clientID: "c"))
                })
            #expect(
                authors == [
                    .success(.appended(seq: 3, attachments: [])), .success(.appended(seq: 4, attachments: [])),
                    .success(.repeated(messageID: "3", seq: 4)),
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
                    conversationID: "room", user: UserRef(id: "\u{e9}", name: name), isOperator: nil, atMilliseconds: 1)
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
            #expect(outcomes == [.success(.appended(seq: 1, attachments: []))] + Array(repeating: again, count: 19))
        },
        MessageStoreConformance("a client id counts once over messages and read marks") { store async throws in
            await store.create("room")
            await store.append("x", id: "m1", to: "room", clientID: "message")
            await store.append("x", id: "m2", to: "room", by: "bob")
            let mark = StoreOperation.markRead(conversationID: "room", userID: "ada", seq: 2, clientID: "message")
            #expect(await store.perform(mark) == .success(.repeated(messageID: "m1", seq: 1)))
            #expect(try await store.participant(of: "room", user: "ada")?.lastReadSeq == 1)

            let first = StoreOperation.markRead(conversationID: "room", userID: "ada", seq: 2, clientID: "mark")
            #expect(await store.perform(first) == .success(.read(seq: 2, moved: true)))
            let asMessage = await store.append("y", id: "m3", to: "room", clientID: "mark")
            #expect(asMessage == .success(.repeated(messageID: nil, seq: 2)))
            #expect(try await store.conversation("room")?.lastSeq == 2)
        },
        MessageStoreConformance("a client id counts once over every operation, and each repeats what was acknowledged first") {
            store async throws in
            await store.create("room")
            await store.append("x", id: "m1", to: "room", clientID: "say")
            await store.change("m1", .edit(content: "y"), clientID: "edit")
            await store.change("m1", .reaction(emoji: "👍", isAdded: true), clientID: "react")
            await store.change("m1", .reaction(emoji: "👍", isAdded: true), clientID: "same")
            await store.append("z", id: "m2", to: "room")
            await store.change("m2", .delete, clientID: "delete")
            await store.change("m2", .delete, clientID: "again")
            await store.answer("a", id: "m3", stoppedBy: AnswerEnd.StopRequest(userID: "ada", clientID: "stop"))
            let before = try await store.allEvents()
            let first: [(id: String, messageID: String, seq: Int64?)] = [
                ("say", "m1", 1), ("edit", "m1", 2), ("react", "m1", 3), ("same", "m1", nil), ("delete", "m2", 5), ("again", "m2", nil),
                ("stop", "m3", 7),
            ]
            for (id, messageID, seq) in first {
                let repeated = Result<StoreOutcome, StoreError>.success(.repeated(messageID: messageID, seq: seq))
                #expect(await store.append("x", id: "m9", to: "room", clientID: id) == repeated)
                #expect(await store.change("m1", .edit(content: "x"), clientID: id) == repeated)
                #expect(await store.change("m1", .delete, clientID: id) == repeated)
                #expect(await store.change("m1", .reaction(emoji: "🎉", isAdded: true), clientID: id) == repeated)
                let mark = StoreOperation.markRead(conversationID: "room", userID: "ada", seq: 7, clientID: id)
                #expect(await store.perform(mark) == repeated)
            }
            #expect(try await store.allEvents() == before)
            await store.append("x", id: "m4", to: "room", by: "bob", clientID: "edit")
            #expect(try await store.message("m4", of: "room")?.seq == 8)
        },
        MessageStoreConformance("what is refused uses up no client id") { store async throws in
            await store.create("room")
            #expect(await store.change("m1", .delete, clientID: "c") == .success(.refused(.noMessage)))
            #expect(await store.append("x", id: "m1", to: "room", clientID: "c") == .success(.appended(seq: 1, attachments: [])))
            #expect(await store.change("m1", .edit(content: "y"), by: "bob", clientID: "c") == .success(.refused(.notAuthor)))
            #expect(await store.append("x", id: "m2", to: "room", by: "bob", clientID: "c") == .success(.appended(seq: 2, attachments: [])))
        },
    ]
}
