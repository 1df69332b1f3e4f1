import Chat
import Testing
import Wire

extension MessageStoreConformance {
    static let reactions = [
        MessageStoreConformance("reactions count each user once, in the order in which the emoji came first") { store async throws in
            await store.create("room")
            await store.append("x", id: "m1", to: "room")
            await store.append("x", id: "m2", to: "room")
            let steps: [(user: String, emoji: String, isAdded: Bool, counts: String?)] = [
                ("ada", "👍", true, "👍1"), ("bob", "🎉", true, "👍1 🎉1"), ("eve", "👍", true, "👍2 🎉1"), ("eve", "👍", true, nil),
                ("bob", "👍", false, nil), ("eve", "❤️", true, "👍2 🎉1 ❤️1"), ("bob", "🎉", false, "👍2 ❤️1"),
                ("bob", "🎉", true, "👍2 ❤️1 🎉1"), ("eve", "👍", false, "👍1 ❤️1 🎉1"), ("ada", "👍", false, "❤️1 🎉1"),
            ]
            var seq: Int64 = 2
            for step in steps {
                let outcome = await store.change("m1", .reaction(emoji: step.emoji, isAdded: step.isAdded), by: step.user)
                guard let counts = step.counts else {
                    #expect(outcome == .success(.unchanged(messageID: "m1")))
                    continue
                }
                seq += 1
                let reactions = try #require(try await store.message("m1", of: "room")?.reactions)
                #expect(reactions.map { "\($0.emoji)\($0.count)" }.joined(separator: " ") == counts)
                let change = ReactionChanged(
                    messageID: "m1", emoji: step.emoji, isAdded: step.isAdded, user: UserRef(id: step.user, name: step.user),
                    counts: reactions, clientID: nil)
                #expect(outcome == .success(.changed(RoomEvent(seq: seq, .reaction(change)), uploads: [])))
            }
            #expect(try await store.message("m2", of: "room")?.reactions == [])
            #expect(try await store.latestMessages().first?.reactions.count == 2)
        },
        MessageStoreConformance("a message has reactions with so many different emoji and no more") { store async throws in
            await store.create("room")
            await store.append("x", id: "m1", to: "room")
            for index in 1...MessageChange.emojiLimit {
                await store.change("m1", .reaction(emoji: "e\(index)", isAdded: true))
            }
            #expect(await store.change("m1", .reaction(emoji: "new", isAdded: true)) == .success(.refused(.tooManyReactions)))
            #expect(await store.change("m1", .reaction(emoji: "e1", isAdded: true)) == .success(.unchanged(messageID: "m1")))
            #expect(await store.change("m1", .reaction(emoji: "new", isAdded: false)) == .success(.unchanged(messageID: "m1")))
            await store.change("m1", .reaction(emoji: "e1", isAdded: true), by: "bob")
            await store.change("m1", .reaction(emoji: "e2", isAdded: false))
            await store.change("m1", .reaction(emoji: "new", isAdded: true))
            let reactions = try #require(try await store.message("m1", of: "room")?.reactions)
            #expect(reactions.count == MessageChange.emojiLimit && reactions.first?.count == 2 && reactions.last?.emoji == "new")
        },
        MessageStoreConformance("emoji and users that differ in bytes only are different") { store async throws in
            await store.create("room")
            await store.append("x", id: "m1", to: "room")
            for user in ["\u{e9}", "e\u{301}"] {
                for emoji in ["\u{f1}", "n\u{303}"] {
                    await store.change("m1", .reaction(emoji: emoji, isAdded: true), by: user)
                }
            }
            let reactions = try #require(try await store.message("m1", of: "room")?.reactions)
            #expect(reactions.map { Array($0.emoji.utf8) } == ["\u{f1}", "n\u{303}"].map { Array($0.utf8) })
            #expect(reactions.map(\.count) == [2, 2])
        },
    ]
}
