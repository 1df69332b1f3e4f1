import ChannelLayer
import Chat
import ChatTestSupport
import Testing
import Wire

@Suite("Participants over REST")
struct ParticipantTests {
    private let fixture = ChatFixture()

    @Test("who was added may enter, and who is there sees them in the list")
    func added() async throws {
        let room = try await den()
        let eve = UserRef(id: "eve", name: "Eve"), joe = UserRef(id: "joe", name: "Joe")
        let detail = try await fixture.chat.addParticipants("den", [eve, joe, eve], by: fixture.ada)
        #expect(detail.participants.map(\.id) == ["ada", "bob", "eve", "joe"] && detail.participantCount == 4)
        let entry = try await fixture.chat.enter("den", user: fixture.eve)
        #expect(entry.room === room && entry.participants.map(\.online) == [true, false, true, false])
        #expect(entry.participantCount == 4)
    }

    @Test("however many are added, it is one write")
    func oneWrite() async throws {
        _ = try await den()
        let writes = fixture.store.writes
        let users = (1...1_000).map { UserRef(id: "user-\($0)", name: "x") }
        let detail = try await fixture.chat.addParticipants("den", users, by: fixture.ada)
        #expect(detail.participantCount == 1_002 && fixture.store.writes == writes + 1)
        #expect(try await fixture.chat.enter("den", user: fixture.user("user-1000")).participantCount == 1_002)
    }

    @Test("who takes part already keeps their name and place")
    func alreadyThere() async throws {
        _ = try await den()
        let writes = fixture.store.writes
        let others = [UserRef(id: "bob", name: "Mallory"), UserRef(id: "ada", name: "Mallory")]
        let detail = try await fixture.chat.addParticipants("den", others, by: fixture.admin)
        #expect(detail.participants.map(\.name) == ["Ada", "Bob"] && fixture.store.writes == writes)
    }

    @Test("of a large conversation, too, nobody is added twice")
    func large() async throws {
        let users = (1...150).map { UserRef(id: "user-\($0)", name: "x") }
        _ = try await fixture.chat.createConversation(id: "hall", participants: users, by: fixture.ada)
        let more = [UserRef(id: "user-140", name: "Mallory"), UserRef(id: "user-151", name: "x")]
        let detail = try await fixture.chat.addParticipants("hall", more, by: fixture.ada)
        #expect(detail.participantCount == 152 && detail.participants.count == 100)
        #expect(try await fixture.store.participant(of: "hall", user: "user-140")?.user.name == "x")
        #expect(try await fixture.chat.enter("hall", user: fixture.user("user-151")).participantCount == 152)
    }

    @Test("only the creator and administrators add participants")
    func rights() async throws {
        _ = try await den()
        for user in [fixture.bob, fixture.eve] {
            let error = await fixture.error { _ = try await fixture.chat.addParticipants("den", [user.reference], by: user) }
            #expect(error?.code == .forbidden)
        }
        #expect(try await fixture.store.participantCount(of: "den") == 2)
    }

    @Test(
        "participants out of bounds are refused, and none is added",
        arguments: [[""], ["a\tb"], ["ok", String(repeating: "x", count: 256)], (0...1_000).map { "user-\($0)" }])
    func bounds(_ ids: [String]) async throws {
        _ = try await den()
        let users = ids.map { UserRef(id: $0, name: "x") }
        let error = await fixture.error { _ = try await fixture.chat.addParticipants("den", users, by: fixture.ada) }
        #expect(error?.code == .badFrame)
        #expect(try await fixture.store.participantCount(of: "den") == 2)
    }

    @Test("a conversation that would have too many participants takes none of them")
    func full() async throws {
        let limit = ConversationRecord.participantLimit
        await fixture.store.create("hall", participants: (1..<limit).map { UserRef(id: "user-\($0)", name: "x") })
        let two = [fixture.bob.reference, fixture.eve.reference]
        let error = await fixture.error { _ = try await fixture.chat.addParticipants("hall", two, by: fixture.admin) }
        #expect(error?.code == .conflict)
        let detail = try await fixture.chat.addParticipants("hall", [fixture.bob.reference], by: fixture.admin)
        #expect(detail.participantCount == limit)
    }

    @Test("a full open room refuses who comes, and lets in who takes part")
    func fullOpenRoom() async throws {
        let users = (1...ConversationRecord.participantLimit).map { UserRef(id: "user-\($0)", name: "x") }
        await fixture.store.create("hall", kind: .open, participants: users)
        let error = await fixture.error { _ = try await fixture.chat.enter("hall", user: fixture.eve) }
        #expect(error?.code == .conflict && error?.closeCode == .forbidden)
        _ = try await fixture.chat.enter("hall", user: fixture.user("user-9999"))
    }

    @Test("a removed participant's sockets are closed, and they are kept out of a private conversation")
    func removed() async throws {
        let room = try await den()
        let bobs = try await fixture.chat.enter("den", user: fixture.bob).room
        try await fixture.chat.removeParticipant("den", userID: "bob", by: fixture.ada)
        #expect(fixture.sockets.expelled == ["bob from chat_den"])
        let entry = try await fixture.chat.enter("den", user: fixture.ada)
        #expect(entry.room === room && entry.participants.map(\.id) == ["ada"] && entry.participantCount == 1)
        let entering = await fixture.error { _ = try await fixture.chat.enter("den", user: fixture.bob) }
        let reading = await fixture.error { _ = try await fixture.chat.messages(of: "den", user: fixture.bob) }
        #expect(entering?.closeCode == .forbidden && reading?.code == .forbidden)
        #expect(fixture.chat.enterIfKnown("den", user: fixture.bob)?.lastSeq == nil)
        fixture.chat.leave(bobs, user: fixture.bob)
        fixture.pass(seconds: 6)
        #expect(try await fixture.chat.enter("den", user: fixture.ada).participants.map(\.id) == ["ada"])
    }

    @Test("what a removed participant sends before the socket is closed is refused")
    func tooLate() async throws {
        let room = try await den()
        _ = try await fixture.chat.enter("den", user: fixture.bob)
        let said = try await fixture.chat.say("x", in: room, as: fixture.bob)
        try await fixture.chat.removeParticipant("den", userID: "bob", by: fixture.admin)
        fixture.receiver.clear()
        let messageID = try #require(said.messageID)
        let chat = fixture.chat
        let attempts: [() async throws -> Void] = [
            { try await chat.say("y", in: room, as: fixture.bob) }, { try await chat.edit(messageID, to: "y", in: room, as: fixture.bob) },
            { try await chat.delete(messageID, in: room, as: fixture.bob) },
            { try await chat.react("👍", to: messageID, in: room, as: fixture.bob) },
        ]
        for attempt in attempts {
            #expect(await fixture.error(attempt)?.code == .forbidden)
        }
        #expect(try await chat.markRead(1, in: room, as: fixture.bob) == Acknowledgement(messageID: nil, seq: nil))
        #expect(fixture.receiver.events.isEmpty)
    }

    @Test("who was removed and added again is a participant like any other")
    func addedAgain() async throws {
        let room = try await den()
        try await fixture.chat.removeParticipant("den", userID: "bob", by: fixture.ada)
        _ = try await fixture.chat.addParticipants("den", [fixture.eve.reference, fixture.bob.reference], by: fixture.ada)
        let entry = try await fixture.chat.enter("den", user: fixture.bob)
        #expect(entry.room === room && entry.participants.map(\.id) == ["ada", "eve", "bob"])
        #expect(entry.participants.map(\.online) == [true, false, true])
        #expect(try await fixture.chat.say("x", in: entry.room, as: fixture.bob).seq == 1)
    }

    @Test("everybody may leave, the creator cannot, and only an administrator removes the creator")
    func leaving() async throws {
        _ = try await den()
        for user in [fixture.ada, fixture.bob] {
            let error = await fixture.error { try await fixture.chat.removeParticipant("den", userID: "ada", by: user) }
            #expect(error?.code == .forbidden)
        }
        try await fixture.chat.removeParticipant("den", userID: "bob", by: fixture.bob)
        try await fixture.chat.removeParticipant("den", userID: "ada", by: fixture.admin)
        #expect(fixture.sockets.expelled == ["bob from chat_den", "ada from chat_den"])
        let entering = await fixture.error { _ = try await fixture.chat.enter("den", user: fixture.ada) }
        let managing = await fixture.error { _ = try await fixture.chat.addParticipants("den", [], by: fixture.ada) }
        #expect(entering?.code == .forbidden && managing?.code == .forbidden)
    }

    @Test("a participant removes nobody else, and nobody who is not there can be removed")
    func strangers() async throws {
        _ = try await den()
        _ = try await fixture.chat.addParticipants("den", [fixture.eve.reference], by: fixture.ada)
        let other = await fixture.error { try await fixture.chat.removeParticipant("den", userID: "eve", by: fixture.bob) }
        let absent = await fixture.error { try await fixture.chat.removeParticipant("den", userID: "joe", by: fixture.ada) }
        let missing = await fixture.error { try await fixture.chat.removeParticipant("nowhere", userID: "eve", by: fixture.admin) }
        #expect(other?.code == .forbidden && absent?.code == .notFound && missing?.code == .notFound)
        #expect(fixture.sockets.expelled.isEmpty)
    }

    @Test("who was removed from an open room may come back")
    func openRoom() async throws {
        _ = try await fixture.chat.enter("lobby", user: fixture.ada)
        _ = try await fixture.chat.enter("lobby", user: fixture.bob)
        try await fixture.chat.removeParticipant("lobby", userID: "bob", by: fixture.ada)
        #expect(fixture.sockets.expelled == ["bob from chat_lobby"])
        let entry = try await fixture.chat.enter("lobby", user: fixture.bob)
        #expect(entry.participants.map(\.id) == ["ada", "bob"] && entry.participantCount == 2)
    }

    @Test("nobody is expelled when the store cannot remove them")
    func storeFails() async throws {
        _ = try await den()
        fixture.store.fail(with: .unavailable("locked"))
        let error = await fixture.error { try await fixture.chat.removeParticipant("den", userID: "bob", by: fixture.ada) }
        #expect(error?.code == .storeUnavailable && fixture.sockets.expelled.isEmpty)
        fixture.store.fail(with: nil)
        _ = try await fixture.chat.enter("den", user: fixture.bob)
    }

    @Test("what a user's token says about operators is written down when it changed, and costs nothing else")
    func operators() async throws {
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        #expect(try await fixture.store.areAllOperators(in: "lobby") == false)
        let asOperator = ChatUser(id: "ada", name: "Ada", isOperator: true)
        #expect(fixture.chat.enterIfKnown("lobby", user: asOperator)?.lastSeq == nil)
        #expect(try await fixture.chat.enter("lobby", user: asOperator).room === room)
        #expect(try await fixture.store.areAllOperators(in: "lobby"))
        let writes = fixture.store.writes
        _ = try await fixture.chat.enter("lobby", user: asOperator)
        #expect(fixture.store.writes == writes)
        _ = try await fixture.chat.enter("lobby", user: fixture.bob)
        #expect(try await fixture.store.areAllOperators(in: "lobby") == false)
    }

    /// A private room that Ada made and is in, with Bob.
    private func den() async throws -> Room {
        _ = try await fixture.chat.createConversation(id: "den", participants: [fixture.bob.reference], by: fixture.ada)
        let room = try await fixture.chat.enter("den", user: fixture.ada).room
        fixture.receiver.clear()
        return room
    }
}
