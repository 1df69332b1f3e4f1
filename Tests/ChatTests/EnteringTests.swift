import ChannelLayer
import Chat
import ChatTestSupport
import Testing
import Wire

@Suite("Entering a room")
struct EnteringTests {
    @Test("the first to enter an unknown room makes it, open to all, when rooms open on first use")
    func firstUse() async throws {
        let fixture = ChatFixture()
        let entry = try await fixture.chat.enter("lobby", user: fixture.ada)
        #expect(entry.conversation == ConversationInfo(id: "lobby", title: "lobby", assistant: .never, kind: "open"))
        #expect(entry.participants == [Participant(id: "ada", name: "Ada", online: true, lastReadSeq: 0)])
        #expect(entry.participantCount == 1 && entry.lastSeq == 0)
        #expect(entry.room.group == "chat_lobby" && ChatService.group(of: "lobby") == "chat_lobby")
        #expect(try await fixture.store.conversation("lobby")?.createdBy == "ada")
    }

    @Test("every user who enters an open room is written down as a participant before they are in")
    func openRoom() async throws {
        let fixture = ChatFixture()
        _ = try await fixture.chat.enter("lobby", user: fixture.ada)
        let entry = try await fixture.chat.enter("lobby", user: fixture.bob)
        #expect(entry.participants.map(\.id) == ["ada", "bob"] && entry.participantCount == 2)
        #expect(try await fixture.store.participant(of: "lobby", user: "bob")?.user == UserRef(id: "bob", name: "Bob"))
    }

    @Test("a room that does not exist is refused with 4404 when rooms must exist")
    func production() async throws {
        let fixture = ChatFixture(opensRooms: false)
        let error = await fixture.error { _ = try await fixture.chat.enter("lobby", user: fixture.ada) }
        #expect(error?.code == .notFound && error?.closeCode == .notFound)
        let adminsError = await fixture.error { _ = try await fixture.chat.enter("lobby", user: fixture.admin) }
        #expect(adminsError?.closeCode == .notFound)
        #expect(fixture.store.writes == 0)
    }

    @Test("a private room lets its creator and the listed users in and refuses others with 4403")
    func privateRoom() async throws {
        let fixture = ChatFixture()
        _ = try await fixture.chat.createConversation(id: "den", participants: [UserRef(id: "bob", name: "Bob")], by: fixture.ada)
        _ = try await fixture.chat.enter("den", user: fixture.ada)
        _ = try await fixture.chat.enter("den", user: fixture.bob)
        let error = await fixture.error { _ = try await fixture.chat.enter("den", user: fixture.eve) }
        #expect(error?.code == .forbidden && error?.closeCode == .forbidden)
        #expect(try await fixture.store.participantCount(of: "den") == 2)
    }

    @Test("an administrator enters any room and is listed in none")
    func administrator() async throws {
        let fixture = ChatFixture()
        _ = try await fixture.chat.createConversation(id: "den", by: fixture.ada)
        for id in ["den", "lobby"] {
            let entry = try await fixture.chat.enter(id, user: fixture.admin)
            #expect(!entry.participants.contains { $0.id == "root" })
            #expect(try await fixture.store.participant(of: id, user: "root") == nil)
        }
    }

    @Test("an id that is none is refused with 4400", arguments: ["", "a b", "a/b", "ä", String(repeating: "x", count: 81)])
    func malformedID(_ id: String) async throws {
        let fixture = ChatFixture()
        let error = await fixture.error { _ = try await fixture.chat.enter(id, user: fixture.ada) }
        #expect(error?.code == .badFrame && error?.closeCode == .badRequest)
    }

    @Test("a known participant of a room in memory enters without touching the store")
    func cached() async throws {
        let fixture = ChatFixture()
        _ = try await fixture.chat.enter("lobby", user: fixture.ada)
        let (reads, writes) = (fixture.store.reads, fixture.store.writes)
        for _ in 1...100 {
            _ = try await fixture.chat.enter("lobby", user: fixture.ada)
        }
        #expect(fixture.store.reads == reads && fixture.store.writes == writes)
    }

    @Test("without suspending enters only who is known in a room in memory, and all others are left to the store")
    func known() async throws {
        let fixture = ChatFixture()
        #expect(fixture.chat.enterIfKnown("lobby", user: fixture.ada)?.lastSeq == nil)
        let first = try await fixture.chat.enter("lobby", user: fixture.ada)
        #expect(fixture.chat.enterIfKnown("lobby", user: fixture.bob)?.lastSeq == nil)
        #expect(fixture.chat.enterIfKnown("lobby", user: ChatUser(id: "ada", name: "Countess"))?.lastSeq == nil)
        let second = try #require(fixture.chat.enterIfKnown("lobby", user: fixture.ada))
        #expect(
            second.room === first.room && fixture.chat.topRooms(limit: 1).first?.sockets == 2 && second.participants == first.participants)
        fixture.chat.leave(first.room, user: fixture.ada)
        fixture.chat.leave(second.room, user: fixture.ada)
        fixture.pass(seconds: 6)
        #expect(fixture.chat.enterIfKnown("lobby", user: fixture.ada)?.lastSeq == nil)
    }

    @Test("a user who comes under a new name is listed under it")
    func renamed() async throws {
        let fixture = ChatFixture()
        _ = try await fixture.chat.createConversation(id: "den", participants: [UserRef(id: "bob", name: "bob")], by: fixture.ada)
        let entry = try await fixture.chat.enter("den", user: fixture.bob)
        #expect(entry.participants.map(\.name) == ["Ada", "Bob"] && entry.participantCount == 2)
        #expect(try await fixture.store.participant(of: "den", user: "bob")?.user.name == "Bob")
    }

    @Test("of a room with more than 100 participants the first 100 are listed, and the others are known when they come")
    func largeRoom() async throws {
        let fixture = ChatFixture()
        let users = (1...149).map { UserRef(id: "user-\($0)", name: "user-\($0)") }
        _ = try await fixture.chat.createConversation(id: "hall", participants: users, by: fixture.ada)
        let entry = try await fixture.chat.enter("hall", user: fixture.user("user-149"))
        #expect(entry.participants.count == 100 && entry.participantCount == 150)
        #expect(entry.participants.first?.id == "ada" && entry.participants.last?.id == "user-99")
        let reads = fixture.store.reads
        _ = try await fixture.chat.enter("hall", user: fixture.user("user-149"))
        #expect(fixture.store.reads == reads)
        let error = await fixture.error { _ = try await fixture.chat.enter("hall", user: fixture.eve) }
        #expect(error?.code == .forbidden)
    }

    @Test("many who enter an unknown room at once make one room, in which all take part")
    func stampede() async throws {
        let fixture = ChatFixture()
        let rooms = try await withThrowingTaskGroup(of: Room.self) { group in
            for index in 0..<200 {
                group.addTask { try await fixture.chat.enter("lobby", user: fixture.user("user-\(index % 50)")).room }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(rooms.allSatisfy { $0 === rooms[0] })
        #expect(try await fixture.store.participantCount(of: "lobby") == 50)
        let entry = try await fixture.chat.enter("lobby", user: fixture.user("user-0"))
        #expect(entry.participantCount == 50 && Set(entry.participants.map(\.id)).count == 50)
        #expect(fixture.chat.topRooms(limit: 1).first?.sockets == 201)
    }

    @Test("a store that fails refuses with a code that says try again, and the next attempt works")
    func storeFails() async throws {
        let fixture = ChatFixture()
        fixture.store.fail(with: .unavailable("disk full"))
        let error = await fixture.error { _ = try await fixture.chat.enter("lobby", user: fixture.ada) }
        #expect(error?.code == .storeUnavailable && error?.closeCode == .internalError)
        #expect(error?.detail == "disk full" && error?.message.contains("disk") == false)
        fixture.store.fail(with: nil)
        _ = try await fixture.chat.enter("lobby", user: fixture.ada)
    }
}
