import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let messages = [
        MessageStoreConformance("each conversation counts its own messages from 1") { store async throws in
            await store.create("a")
            await store.create("b")
            #expect(await store.append("x", id: "m1", to: "a") == .success(.appended(seq: 1, attachments: [])))
            #expect(await store.append("x", id: "m2", to: "b") == .success(.appended(seq: 1, attachments: [])))
            #expect(await store.append("x", id: "m3", to: "a") == .success(.appended(seq: 2, attachments: [])))
            #expect(try await store.conversation("a")?.lastSeq == 2)
            #expect(try await store.conversation("b")?.lastSeq == 1)
        },
        MessageStoreConformance("a message needs its conversation") { store async throws in
            #expect(await store.append("x", id: "m1", to: "a") == .success(.noConversation))
            await store.create("a")
            #expect(await store.append("x", id: "m1", to: "a") == .success(.appended(seq: 1, attachments: [])))
        },
        MessageStoreConformance("a message reads back as it was appended") { store async throws in
            await store.create("room", participants: [UserRef(id: "ada", name: "Ada")])
            await store.append("question", id: "m0", to: "room")
            let new = NewMessage(
                id: "m1", conversationID: "room", role: .assistant, author: UserRef(id: "eve", name: "Eve"), content: "hello",
                createdAtMilliseconds: 1_700_000_000_123, clientID: "c1", replyTo: "m0", status: .incomplete, model: "m-1",
                usage: TokenUsage(inputTokens: 7, outputTokens: 3, costUSD: 0.25))
            #expect(await store.perform(.append(new)) == .success(.appended(seq: 2, attachments: [])))
            let page = try await store.messages(of: "room", before: nil, limit: 1, maximumBytes: 1_000)
            #expect(page.messages == [Message(new, seq: 2)])
            #expect(page.lastSeq == 2)
            #expect(try await store.message("m1", of: "room") == Message(new, seq: 2))
            #expect(try await store.allEvents(after: 1) == [RoomEvent(seq: 2, .newMessage(Message(new, seq: 2)))])
        },
        MessageStoreConformance("a message is found by its id in its own conversation only") { store async throws in
            await store.create("room")
            await store.create("other")
            await store.append("x", id: "m1", to: "room")
            #expect(try await store.message("m1", of: "room")?.content == "x")
            #expect(try await store.message("m1", of: "other") == nil)
            #expect(try await store.message("m2", of: "room") == nil)
            #expect(try await store.message("m1", of: "nowhere") == nil)
        },
        MessageStoreConformance("a message answers one of its own conversation, and may answer a deleted one") { store async throws in
            await store.create("room")
            await store.create("other")
            await store.append("x", id: "m1", to: "room")
            #expect(await store.append("y", id: "m2", to: "other", replyTo: "m1") == .success(.refused(.noMessage)))
            #expect(await store.append("y", id: "m2", to: "room", clientID: "c", replyTo: "m0") == .success(.refused(.noMessage)))
            await store.change("m1", .delete)
            let appended = await store.append("y", id: "m2", to: "room", clientID: "c", replyTo: "m1")
            #expect(appended == .success(.appended(seq: 3, attachments: [])))
            #expect(try await store.message("m2", of: "room")?.replyTo == "m1")
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
}
