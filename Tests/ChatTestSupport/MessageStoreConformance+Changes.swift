import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let changes = [
        MessageStoreConformance("an edit gives a message its new content where it stands") { store async throws in
            await store.create("room")
            await store.append("one", id: "m1", to: "room", clientID: "c", at: 10)
            await store.append("two", id: "m2", to: "room", replyTo: "m1")
            var expected = try #require(try await store.message("m1", of: "room"))
            await store.change("m1", .edit(content: "first"), at: 20)
            await store.change("m1", .edit(content: "a\u{0}b"), by: "root", isAdmin: true, at: 30)
            expected.content = "a\u{0}b"
            expected.editedAtMilliseconds = 30
            #expect(try await store.message("m1", of: "room") == expected)
            #expect(try await store.latestMessages().map(\.content) == ["a\u{0}b", "two"])
            #expect(try await store.latestMessages().map(\.seq) == [1, 2])
            let edits = try await store.allEvents(after: 2).compactMap { event -> String? in
                guard case .edited(let edit) = event.content else { return nil }
                return "\(edit.user.id) \(edit.editedAtMilliseconds) \(edit.content)"
            }
            #expect(edits == ["ada 20 first", "root 30 a\u{0}b"])
        },
        MessageStoreConformance("only the author and administrators edit and delete, and only administrators what no user said") {
            store async throws in
            await store.create("room")
            await store.append("x", id: "m1", to: "room", by: "\u{e9}")
            await store.answer("y", id: "m2")
            let others: [(messageID: String, user: String)] = [("m1", "bob"), ("m1", "e\u{301}"), ("m2", "bob"), ("m2", "assistant")]
            for (messageID, user) in others {
                for kind in [MessageChange.Kind.edit(content: "z"), .delete] {
                    #expect(await store.change(messageID, kind, by: user) == .success(.refused(.notAuthor)))
                }
            }
            #expect(try await store.allEvents().count == 3)
            #expect(try await store.latestMessages().map(\.content) == ["x", "y"])
            await store.change("m1", .edit(content: "1"), by: "\u{e9}")
            await store.change("m2", .edit(content: "2"), by: "root", isAdmin: true)
            #expect(try await store.latestMessages().map(\.content) == ["1", "2"])
            await store.change("m1", .delete, by: "\u{e9}")
            await store.change("m2", .delete, by: "root", isAdmin: true)
            #expect(try await store.latestMessages().map(\.deleted) == [true, true])
        },
        MessageStoreConformance("a deletion erases what was said, the earlier contents too, and leaves a tombstone") { store async throws in
            await store.create("room")
            await store.append("question", id: "m0", to: "room")
            await store.append("secret", id: "m1", to: "room", clientID: "c", replyTo: "m0")
            await store.change("m1", .edit(content: "secret, too"), at: 50)
            await store.change("m1", .reaction(emoji: "👍", isAdded: true))
            var expected = try #require(try await store.message("m1", of: "room"))
            await store.change("m1", .delete)
            expected.content = ""
            expected.deleted = true
            expected.reactions = []
            #expect(try await store.message("m1", of: "room") == expected)
            #expect(try await store.latestMessages().last == expected)
            for event in try await store.allEvents(after: 1) {
                #expect(!String(decoding: ChatFrames.event(event), as: UTF8.self).contains("secret"))
            }
            #expect(try await store.allEvents().map(\.messageID) == ["m0", "m1", "m1", "m1", "m1"])
        },
        MessageStoreConformance("a deleted message cannot be changed, and deleting it again changes nothing") { store async throws in
            await store.create("room")
            await store.append("x", id: "m1", to: "room")
            await store.change("m1", .delete)
            #expect(await store.change("m1", .edit(content: "y")) == .success(.refused(.isDeleted)))
            #expect(await store.change("m1", .reaction(emoji: "👍", isAdded: true)) == .success(.refused(.isDeleted)))
            #expect(await store.change("m1", .delete, clientID: "c") == .success(.unchanged(messageID: "m1")))
            #expect(await store.change("m1", .delete) == .success(.unchanged(messageID: "m1")))
            #expect(try await store.allEvents().count == 2)
        },
        MessageStoreConformance("what changes must be a message of the conversation") { store async throws in
            await store.create("room")
            await store.create("other")
            await store.append("x", id: "m1", to: "other")
            for kind in [MessageChange.Kind.edit(content: "y"), .delete, .reaction(emoji: "👍", isAdded: true)] {
                #expect(await store.change("m1", kind, in: "room") == .success(.refused(.noMessage)))
                #expect(await store.change("m1", kind, in: "nowhere") == .success(.noConversation))
            }
            #expect(try await store.conversation("room")?.lastSeq == 0)
        },
        MessageStoreConformance("writes of one transaction see each other") { store async throws in
            await store.create("room")
            func change(_ kind: MessageChange.Kind) -> StoreOperation {
                .change(
                    MessageChange(
                        conversationID: "room", messageID: "m1", kind: kind, user: UserRef(id: "ada", name: "Ada"), isAdmin: false,
                        atMilliseconds: 5, clientID: nil))
            }
            let message = NewMessage(
                id: "m1", conversationID: "room", role: .user, author: UserRef(id: "ada", name: "Ada"), content: "x",
                createdAtMilliseconds: 1)
            _ = await store.performTogether([
                .append(message), change(.edit(content: "y")), change(.reaction(emoji: "👍", isAdded: true)), change(.edit(content: "z")),
                change(.reaction(emoji: "🎉", isAdded: true)), change(.reaction(emoji: "👍", isAdded: false)),
            ])
            let now = try await store.message("m1", of: "room")
            #expect(now?.content == "z" && now?.reactions == [ReactionCount(emoji: "🎉", count: 1)])
            _ = await store.performTogether([change(.delete), change(.edit(content: "late")), change(.delete)])
            #expect(try await store.message("m1", of: "room")?.content == "")
            #expect(try await store.allEvents().map(\.seq) == Array(1...7))
        },
    ]
}
