import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let events = [
        MessageStoreConformance("everything that happens in a conversation is an event, and their numbers have no gap") {
            store async throws in
            await store.create("room")
            await store.create("other")
            await store.append("x", id: "o1", to: "other")
            await store.append("one", id: "m1", to: "room", clientID: "c1")
            await store.change("m1", .edit(content: "two"), clientID: "c2", at: 77)
            await store.change("m1", .reaction(emoji: "👍", isAdded: true), by: "bob", clientID: "c3")
            await store.change("m1", .reaction(emoji: "👍", isAdded: false), by: "bob")
            await store.answer("three", id: "m2")
            await store.append("four", id: "m3", to: "room")
            await store.change("m3", .delete, by: "root", isAdmin: true, clientID: "c4")
            let (ada, bob, root) = (UserRef(id: "ada", name: "ada"), UserRef(id: "bob", name: "bob"), UserRef(id: "root", name: "root"))
            let messages = try await store.latestMessages()
            try #require(messages.map(\.seq) == [1, 5, 7])
            let usage = TokenUsage(inputTokens: 3, outputTokens: 2)
            let expected: [RoomEvent.Content] = [
                .newMessage(messages[0]),
                .edited(MessageEdited(messageID: "m1", content: "two", editedAtMilliseconds: 77, user: ada, clientID: "c2")),
                .reaction(
                    ReactionChanged(
                        messageID: "m1", emoji: "👍", isAdded: true, user: bob, counts: [ReactionCount(emoji: "👍", count: 1)],
                        clientID: "c3")),
                .reaction(ReactionChanged(messageID: "m1", emoji: "👍", isAdded: false, user: bob, counts: [], clientID: nil)),
                .newMessage(messages[1]),
                .answerCompleted(
                    AnswerCompletion(
                        messageID: "m2", finishReason: "stop", usage: usage, durationMilliseconds: 20, timeToFirstChunkMilliseconds: 5)),
                .newMessage(messages[2]), .deleted(MessageDeleted(messageID: "m3", user: root, clientID: "c4")),
            ]
            let events = try await store.allEvents()
            #expect(events.map(\.seq) == Array(1...8))
            for (event, content) in zip(events, expected) {
                #expect(event.content == content)
            }
            #expect(try await store.conversation("room")?.lastSeq == 8)
        },
        MessageStoreConformance("a change comes to the event that is read later") { store async throws in
            await store.create("room")
            await store.append("x", id: "m1", to: "room")
            for kind in [MessageChange.Kind.reaction(emoji: "👍", isAdded: true), .edit(content: "y"), .reaction(emoji: "🎉", isAdded: true)]
            {
                let outcome = await store.change("m1", kind, clientID: "\(kind)")
                let last = try await store.allEvents().last
                #expect(try outcome == .success(.changed(#require(last), uploads: [])))
            }
            let outcome = await store.change("m1", .delete)
            let last = try await store.allEvents().last
            #expect(try outcome == .success(.changed(#require(last), uploads: [])))
        },
        MessageStoreConformance("pages of events follow each other without a gap") { store async throws in
            await store.create("room")
            for index in 1...5 {
                await store.append(String(repeating: "x", count: 100), id: "m\(index)", to: "room")
                await store.change("m\(index)", .edit(content: String(repeating: "y", count: 100)))
            }
            let page = try await store.events(of: "room", after: 2, limit: 3, maximumBytes: 10_000)
            #expect(page.events.map(\.seq) == [3, 4, 5] && page.hasMore && page.lastSeq == 10)
            let end = try await store.events(of: "room", after: 7, limit: 3, maximumBytes: 10_000)
            #expect(end.events.map(\.seq) == [8, 9, 10] && !end.hasMore)
            for after in [Int64(10), 11, .max] {
                let none = try await store.events(of: "room", after: after, limit: 3, maximumBytes: 10_000)
                #expect(none.events.isEmpty && !none.hasMore && none.lastSeq == 10)
            }
            let small = try await store.events(of: "room", after: 1, limit: 9, maximumBytes: 250)
            #expect((2...3).contains(small.events.count) && small.events.first?.seq == 2 && small.hasMore)
            let one = try await store.events(of: "room", after: 4, limit: 9, maximumBytes: 1)
            #expect(one.events.map(\.seq) == [5] && one.hasMore)
            #expect(try await store.events(of: "nowhere", after: 0, limit: 9, maximumBytes: 1).events.isEmpty)
        },
        MessageStoreConformance("pages of messages pass over what is none") { store async throws in
            await store.create("room")
            for index in 1...4 {
                await store.append("x", id: "m\(index)", to: "room")
                for reactor in ["ada", "bob", "eve"] {
                    await store.change("m\(index)", .reaction(emoji: "👍", isAdded: true), by: reactor)
                }
            }
            let latest = try await store.messages(of: "room", before: nil, limit: 3, maximumBytes: 1_000)
            #expect(latest.messages.map(\.seq) == [5, 9, 13] && latest.hasMore && latest.lastSeq == 16)
            let before = try await store.messages(of: "room", before: 8, limit: 2, maximumBytes: 1_000)
            #expect(before.messages.map(\.seq) == [1, 5] && !before.hasMore)
            let after = try await store.messages(of: "room", after: 2, limit: 2, maximumBytes: 1_000)
            #expect(after.messages.map(\.seq) == [5, 9] && after.hasMore)
            let rest = try await store.messages(of: "room", after: 9, limit: 2, maximumBytes: 1_000)
            #expect(rest.messages.map(\.seq) == [13] && !rest.hasMore)
        },
        MessageStoreConformance("who comes back at any event and takes the later ones knows what the messages say now") {
            store async throws in
            await store.create("room", participants: ["ada", "bob"].map { UserRef(id: $0, name: $0) })
            var script = RoomScript(seed: 7)
            var live = RoomReplica()
            var snapshots = [live]
            for _ in 0..<150 {
                for event in try await script.step(store, after: live.lastSeq) {
                    let isNext = live.take(event)
                    #expect(isNext)
                    snapshots.append(live)
                }
            }
            let messages = try await store.latestMessages()
            #expect(live.messages == messages)
            for snapshot in snapshots {
                var replica = snapshot
                for event in try await store.allEvents(after: snapshot.lastSeq) {
                    let isNext = replica.take(event)
                    #expect(isNext)
                }
                #expect(replica.messages == messages && replica.lastSeq == live.lastSeq)
            }
        },
    ]
}
