import ChannelLayer
import Chat
import ChatTestSupport
import Testing
import Wire

@Suite("Changing what was said")
struct ChangingTests {
    private let fixture = ChatFixture()

    @Test("an edit reaches the room as message_edited with its seq and the time of receipt, and is acknowledged with both ids")
    func edit() async throws {
        let room = try await enter(saying: "first")
        let acknowledgement = try await withCheckedContinuation { continuation in
            fixture.chat.edit("id-1", content: "second", id: "c1", room: room, user: fixture.ada, receivedAt: 77) {
                continuation.resume(returning: $0)
            }
        }.get()
        #expect(acknowledgement == Acknowledgement(messageID: "id-1", seq: 2))
        let event = try #require(fixture.receiver.events.first)
        #expect(event.group == "chat_lobby" && event.seq == 2 && event.receivedAt == 77 && event.subjectID == "id-1")
        #expect(
            fixture.receiver.texts == [
                #"{"type":"message_edited","message_id":"id-1","seq":2,"content":"second","#
                    + #""edited_at":"2023-11-14T22:13:20.000Z","user":{"id":"ada","name":"Ada"},"client_id":"c1"}"#
            ])
        let message = try await fixture.chat.history(room, before: nil, after: nil, limit: 10).messages.first
        #expect(message?.content == "second" && message?.editedAtMilliseconds == 1_700_000_000_000 && message?.seq == 1)
        #expect(try await fixture.chat.enter("lobby", user: fixture.ada).lastSeq == 2)
    }

    @Test("a deletion reaches the room as message_deleted, and its uploads' files are removed after the commit")
    func delete() async throws {
        let room = try await enter(saying: "first")
        for id in ["u1", "u2"] { await fixture.noteUpload(id, in: "lobby") }
        let draft = ChatMessageDraft(content: "", attachments: ["u1", "u2"])
        let said = try await withCheckedContinuation { continuation in
            fixture.chat.submit(draft, id: nil, room: room, user: fixture.ada, receivedAt: 0) { continuation.resume(returning: $0) }
        }.get()
        fixture.receiver.clear()
        let messageID = try #require(said.messageID)
        #expect(try await fixture.chat.delete(messageID, in: room, as: fixture.ada) == Acknowledgement(messageID: messageID, seq: 3))
        #expect(
            fixture.receiver.texts == [
                #"{"type":"message_deleted","message_id":"id-2","seq":3,"user":{"id":"ada","name":"Ada"}}"#
            ])
        #expect(fixture.uploads.removed == ["u1", "u2"])
        let tombstone = try await fixture.chat.message(messageID, of: "lobby", user: fixture.ada)
        #expect(tombstone.deleted && tombstone.content.isEmpty && tombstone.attachments.isEmpty && tombstone.seq == 2)
    }

    @Test("what is deleted already is acknowledged without a seq and the room hears nothing")
    func deletedAgain() async throws {
        let room = try await enter(saying: "first")
        try await fixture.chat.delete("id-1", in: room, as: fixture.ada)
        fixture.receiver.clear()
        #expect(try await fixture.chat.delete("id-1", in: room, as: fixture.ada) == Acknowledgement(messageID: "id-1", seq: nil))
        #expect(fixture.receiver.events.isEmpty && fixture.uploads.removed.isEmpty)
    }

    @Test("a reaction reaches the room with all counts, and one that is there already reaches nobody")
    func react() async throws {
        let room = try await enter(saying: "first")
        _ = try await fixture.chat.enter("lobby", user: fixture.bob)
        fixture.receiver.clear()
        try await fixture.chat.react("👍", to: "id-1", in: room, as: fixture.ada)
        try await fixture.chat.react("👍", to: "id-1", in: room, as: fixture.bob)
        let again = try await fixture.chat.react("👍", to: "id-1", in: room, as: fixture.bob)
        try await fixture.chat.react("👍", isAdded: false, to: "id-1", id: "c", in: room, as: fixture.ada)
        #expect(again == Acknowledgement(messageID: "id-1", seq: nil))
        let head = #"{"type":"reaction","message_id":"id-1","seq":"#
        #expect(
            fixture.receiver.texts == [
                head + #"2,"emoji":"👍","op":"add","user":{"id":"ada","name":"Ada"},"counts":{"👍":1}}"#,
                head + #"3,"emoji":"👍","op":"add","user":{"id":"bob","name":"Bob"},"counts":{"👍":2}}"#,
                head + #"4,"emoji":"👍","op":"remove","user":{"id":"ada","name":"Ada"},"counts":{"👍":1},"client_id":"c"}"#,
            ])
    }

    @Test("nothing is broadcast, acknowledged or removed before the commit")
    func commitFirst() async throws {
        let fixture = ChatFixture(mode: .manual)
        await fixture.store.prepare("lobby", for: fixture.ada)
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        let order = Collected<String>()
        fixture.receiver.clear()
        fixture.receiver.observe { order.append("event \($0.seq ?? 0)") }
        fixture.chat.submit(.init(content: "x"), id: nil, room: room, user: fixture.ada, receivedAt: 0) { _ in order.append("ack 1") }
        fixture.chat.edit("id-1", content: "y", id: nil, room: room, user: fixture.ada, receivedAt: 0) { _ in order.append("ack 2") }
        fixture.chat.react("id-1", emoji: "👍", isAdded: true, id: nil, room: room, user: fixture.ada, receivedAt: 0) { _ in
            order.append("ack 3")
        }
        fixture.chat.delete("id-1", id: nil, room: room, user: fixture.ada, receivedAt: 0) { _ in order.append("ack 4") }
        #expect(order.all.isEmpty)
        let flushes = fixture.receiver.flushes
        fixture.store.commit()
        #expect(order.all == (1...4).flatMap { ["event \($0)", "ack \($0)"] })
        #expect(fixture.receiver.flushes == flushes + 1)
    }

    @Test("when many change at once, the seqs have no gap and the room hears each acknowledged one in order")
    func concurrent() async throws {
        let room = try await enter(saying: "first")
        let fixture = fixture
        let acknowledged = Collected<Int64>()
        await withTaskGroup(of: Void.self) { group in
            for user in 0..<6 {
                group.addTask {
                    for index in 0..<40 {
                        let answer =
                            switch (user + index) % 3 {
                            case 0: try? await fixture.chat.say("\(index)", in: room, as: fixture.ada)
                            case 1: try? await fixture.chat.edit("id-1", to: "\(user) \(index)", in: room, as: fixture.ada)
                            default:
                                try? await fixture.chat.react(
                                    "e\(user)", isAdded: index % 2 == 0, to: "id-1", in: room, as: fixture.ada)
                            }
                        if let seq = answer?.seq { acknowledged.append(seq) }
                    }
                }
            }
        }
        let heard = fixture.receiver.events.compactMap(\.seq)
        #expect(heard == Array(2...Int64(heard.count + 1)) && heard.count > 160)
        #expect(acknowledged.all.sorted() == heard)
        #expect(try await fixture.store.conversation("lobby")?.lastSeq == heard.last)
    }

    @Test("a repeated id gets the first acknowledgement, whichever frame it comes with, and broadcasts nothing")
    func repeated() async throws {
        let room = try await enter(saying: "first")
        let first = try await fixture.chat.edit("id-1", to: "second", id: "c", in: room, as: fixture.ada)
        fixture.receiver.clear()
        #expect(try await fixture.chat.edit("id-1", to: "third", id: "c", in: room, as: fixture.ada) == first)
        #expect(try await fixture.chat.delete("id-1", id: "c", in: room, as: fixture.ada) == first)
        #expect(try await fixture.chat.react("👍", to: "id-1", id: "c", in: room, as: fixture.ada) == first)
        #expect(try await fixture.chat.say("x", id: "c", in: room, as: fixture.ada) == first)
        #expect(fixture.receiver.events.isEmpty)
        #expect(try await fixture.chat.message("id-1", of: "lobby", user: fixture.ada).content == "second")
    }

    @Test("what another said, what is not there and what is deleted cannot be changed, each with its own code")
    func refusals() async throws {
        let room = try await enter(saying: "first")
        _ = try await fixture.chat.enter("lobby", user: fixture.bob)
        try await fixture.chat.say("second", in: room, as: fixture.ada)
        try await fixture.chat.delete("id-2", in: room, as: fixture.ada)
        fixture.receiver.clear()
        let chat = fixture.chat
        let refused: [(ErrorCode, () async throws -> Void)] = [
            (.forbidden, { try await chat.edit("id-1", to: "x", in: room, as: fixture.bob) }),
            (.forbidden, { try await chat.delete("id-1", in: room, as: fixture.bob) }),
            (.notFound, { try await chat.edit("id-9", to: "x", in: room, as: fixture.ada) }),
            (.notFound, { try await chat.delete("id-9", in: room, as: fixture.ada) }),
            (.notFound, { try await chat.react("👍", to: "id-9", in: room, as: fixture.ada) }),
            (.conflict, { try await chat.edit("id-2", to: "x", in: room, as: fixture.ada) }),
            (.conflict, { try await chat.react("👍", to: "id-2", in: room, as: fixture.ada) }),
        ]
        for (code, body) in refused {
            #expect(await fixture.error(body)?.code == code)
        }
        #expect(fixture.receiver.events.isEmpty)
    }

    @Test("an administrator changes what others said, and what the assistant said")
    func administrator() async throws {
        let room = try await enter(saying: "first")
        await fixture.store.answer("answer", id: "a1", in: "lobby")
        _ = try await fixture.chat.enter("lobby", user: fixture.admin)
        let error = await fixture.error { try await fixture.chat.edit("a1", to: "x", in: room, as: fixture.ada) }
        #expect(error?.code == .forbidden)
        try await fixture.chat.edit("a1", to: "moderated", in: room, as: fixture.admin)
        try await fixture.chat.delete("id-1", in: room, as: fixture.admin)
        let messages = try await fixture.chat.history(room, before: nil, after: nil, limit: 10).messages
        #expect(messages.map(\.content) == ["", "moderated"])
    }

    @Test("an edit without content, and one that is too large, are refused at once")
    func contents() async throws {
        let room = try await enter(saying: "first")
        let writes = fixture.store.writes
        let large = String(repeating: "x", count: ChatService.contentLimit + 1)
        let empty = await fixture.error { try await fixture.chat.edit("id-1", to: "", in: room, as: fixture.ada) }
        let tooLarge = await fixture.error { try await fixture.chat.edit("id-1", to: large, in: room, as: fixture.ada) }
        let said = await fixture.error { try await fixture.chat.say(large, in: room, as: fixture.ada) }
        #expect(empty?.code == .badFrame && tooLarge?.code == .tooLarge && said?.code == .tooLarge)
        #expect(fixture.store.writes == writes)
        try await fixture.chat.edit("id-1", to: String(large.dropLast()), in: room, as: fixture.ada)
    }

    @Test(
        "what is no emoji is refused at once", arguments: ["", " ", "a b", "a\n", "\u{0}", "\u{2028}", String(repeating: "é", count: 33)])
    func noEmoji(_ emoji: String) async throws {
        let room = try await enter(saying: "first")
        let error = await fixture.error { try await fixture.chat.react(emoji, to: "id-1", in: room, as: fixture.ada) }
        #expect(error?.code == .badFrame)
    }

    @Test("any word of up to 64 bytes is an emoji", arguments: ["👍", "👩‍👩‍👧‍👦", ":party:", "+1", String(repeating: "é", count: 32)])
    func emoji(_ emoji: String) async throws {
        let room = try await enter(saying: "first")
        try await fixture.chat.react(emoji, to: "id-1", in: room, as: fixture.ada)
        let reactions = try await fixture.chat.message("id-1", of: "lobby", user: fixture.ada).reactions
        #expect(reactions == [ReactionCount(emoji: emoji, count: 1)])
    }

    @Test("the reaction with one emoji too many is a conflict")
    func tooManyEmoji() async throws {
        let room = try await enter(saying: "first")
        for index in 1...MessageChange.emojiLimit {
            try await fixture.chat.react("e\(index)", to: "id-1", in: room, as: fixture.ada)
        }
        let error = await fixture.error { try await fixture.chat.react("one", to: "id-1", in: room, as: fixture.ada) }
        #expect(error?.code == .conflict)
    }

    @Test("a message can answer and carry only what is there, and the same upload once")
    func references() async throws {
        let room = try await enter(saying: "first")
        await fixture.noteUpload("u1", in: "lobby")
        let drafts: [(ChatMessageDraft, ErrorCode)] = [
            (ChatMessageDraft(content: "x", replyTo: "id-9"), .notFound), (ChatMessageDraft(content: "x", attachments: ["u9"]), .notFound),
            (ChatMessageDraft(content: "x", attachments: ["u1", "u1"]), .badFrame),
            (ChatMessageDraft(content: "x", attachments: (1...11).map { "u\($0)" }), .badFrame),
        ]
        for (draft, code) in drafts {
            let error = await fixture.error {
                _ = try await withCheckedContinuation { continuation in
                    fixture.chat.submit(draft, id: nil, room: room, user: fixture.ada, receivedAt: 0) { continuation.resume(returning: $0) }
                }.get()
            }
            #expect(error?.code == code)
        }
        #expect(try await fixture.store.upload("u1")?.messageID == nil)
    }

    @Test("a store that cannot take a change is reported, and the room hears nothing")
    func storeFails() async throws {
        let room = try await enter(saying: "first")
        fixture.store.fail(with: .unavailable("locked"))
        let error = await fixture.error { try await fixture.chat.delete("id-1", in: room, as: fixture.ada) }
        #expect(error?.code == .storeUnavailable && error?.retryAfterMilliseconds == 1_000)
        #expect(fixture.receiver.events.isEmpty)
    }

    private func enter(saying content: String) async throws -> Room {
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        try await fixture.chat.say(content, in: room, as: fixture.ada)
        fixture.receiver.clear()
        return room
    }
}
