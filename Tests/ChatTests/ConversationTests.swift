import ChannelLayer
import Chat
import ChatTestSupport
import Testing
import Wire

@Suite("Conversations over REST")
struct ConversationTests {
    private let fixture = ChatFixture(opensRooms: false)

    @Test("a conversation is made private, with its creator first and each participant once")
    func create() async throws {
        let others = [UserRef(id: "bob", name: "Bob"), UserRef(id: "ada", name: "?"), UserRef(id: "bob", name: "Robert")]
        let made = try await fixture.chat.createConversation(id: "den", title: "The den", participants: others, by: fixture.ada)
        #expect(
            made.conversation
                == ConversationRecord(
                    id: "den", title: "The den", kind: .private, createdBy: "ada", createdAtMilliseconds: 1_700_000_000_000,
                    updatedAtMilliseconds: 1_700_000_000_000, lastSeq: 0))
        #expect(made.participants.map(\.name) == ["Ada", "Bob"] && made.participantCount == 2)
        let read = try await fixture.chat.conversation("den", user: fixture.bob)
        #expect(read.conversation == made.conversation && read.participants == made.participants && read.participantCount == 2)
    }

    @Test("without an id one is made, which is also the title")
    func generated() async throws {
        let made = try await fixture.chat.createConversation(by: fixture.ada)
        #expect(made.conversation.id == "id-1" && made.conversation.title == "id-1")
    }

    @Test("an id that is taken is a conflict")
    func conflict() async throws {
        _ = try await fixture.chat.createConversation(id: "den", by: fixture.ada)
        let error = await fixture.error { _ = try await fixture.chat.createConversation(id: "den", by: fixture.bob) }
        #expect(error?.code == .conflict)
    }

    @Test(
        "ids, titles and participants out of bounds are refused",
        arguments: [
            ("a b", "t", []), ("", "t", []), (String(repeating: "x", count: 81), "t", []),
            ("a", String(repeating: "x", count: 201), []), ("a", "a\nb", []), ("a", "a\u{0}b", []), ("a", "t", [""]),
            ("a", "t", [String(repeating: "x", count: 256)]), ("a", "t", [String(repeating: "é", count: 128)]), ("a", "t", ["a\tb"]),
            ("a", "t", ["a\u{7f}b"]), ("a", "t", ["a\u{85}b"]), ("a", "t", ["ada", "Rene\u{301}"]),
            ("a", "t", (0...1_000).map { "user-\($0)" }),
        ] as [(String, String, [String])])
    func bounds(_ id: String, _ title: String, _ users: [String]) async throws {
        let participants = users.map { UserRef(id: $0, name: "x") }
        let error = await fixture.error {
            _ = try await fixture.chat.createConversation(id: id, title: title, participants: participants, by: fixture.ada)
        }
        #expect(error?.code == .badFrame)
        #expect(fixture.store.writes == 0)
    }

    @Test("an id that no token can have is refused with the reason; the same letters in normal form C are taken")
    func normalForm() async throws {
        _ = try await fixture.chat.createConversation(id: "den", participants: [UserRef(id: "Ren\u{e9}", name: "x")], by: fixture.ada)
        let error = await fixture.error {
            _ = try await fixture.chat.addParticipants("den", [UserRef(id: "Rene\u{301}", name: "x")], by: fixture.ada)
        }
        #expect(error?.code == .badFrame && error?.message.contains("normal form C") == true)
        let named = UserRef(id: "bob", name: "Rene\u{301}")
        #expect(try await fixture.chat.addParticipants("den", [named], by: fixture.ada).participantCount == 3)
    }

    @Test("the longest id, title and list of participants are accepted")
    func extremes() async throws {
        let made = try await fixture.chat.createConversation(
            id: String(repeating: "x", count: 80), title: String(repeating: "é", count: 200),
            participants: (0..<1_000).map { UserRef(id: "user-\($0)", name: "") }, by: fixture.ada)
        #expect(made.participants.count == 100 && made.participantCount == 1_001)
    }

    @Test("a participant's id has up to 255 bytes, as in tokens, and can be the name")
    func longestUser() async throws {
        let ids = [String(repeating: "x", count: 255), String(repeating: "é", count: 127)]
        let made = try await fixture.chat.createConversation(
            id: "den", participants: ids.map { UserRef(id: $0, name: $0) }, by: fixture.ada)
        #expect(made.participants.map(\.id) == ["ada"] + ids)
    }

    @Test("a user whose id differs from a participant's in bytes only does not enter for them, and cannot be a participant")
    func exactParticipants() async throws {
        let composed = fixture.user("\u{e9}")
        let decomposed = fixture.user("e\u{301}")
        let inviting = await fixture.error {
            _ = try await fixture.chat.createConversation(id: "both", participants: [decomposed.reference], by: fixture.ada)
        }
        #expect(inviting?.code == .badFrame)
        _ = try await fixture.chat.createConversation(id: "one", participants: [composed.reference], by: fixture.ada)
        _ = try await fixture.chat.enter("one", user: composed)
        let entering = await fixture.error { _ = try await fixture.chat.enter("one", user: decomposed) }
        let reading = await fixture.error { _ = try await fixture.chat.conversation("one", user: decomposed) }
        #expect(entering?.code == .forbidden && reading?.code == .forbidden)
        _ = try await fixture.chat.createConversation(id: "own", by: composed)
        let creating = await fixture.error { _ = try await fixture.chat.conversation("own", user: decomposed) }
        #expect(creating?.code == .forbidden)
    }

    @Test("only creator, participants and administrators read a private conversation")
    func access() async throws {
        _ = try await fixture.chat.createConversation(id: "den", participants: [UserRef(id: "bob", name: "Bob")], by: fixture.ada)
        let room = try await fixture.chat.enter("den", user: fixture.ada).room
        try await fixture.chat.say("hello", in: room, as: fixture.ada)
        for user in [fixture.ada, fixture.bob, fixture.admin] {
            #expect(try await fixture.chat.conversation("den", user: user).conversation.lastSeq == 1)
            #expect(try await fixture.chat.messages(of: "den", user: user).messages.map(\.content) == ["hello"])
        }
        let get = await fixture.error { _ = try await fixture.chat.conversation("den", user: fixture.eve) }
        let read = await fixture.error { _ = try await fixture.chat.messages(of: "den", user: fixture.eve) }
        #expect(get?.code == .forbidden && read?.code == .forbidden)
        let missing = await fixture.error { _ = try await fixture.chat.messages(of: "nowhere", user: fixture.admin) }
        let malformed = await fixture.error { _ = try await fixture.chat.conversation("no where", user: fixture.ada) }
        #expect(missing?.code == .notFound && malformed?.code == .badFrame)
    }

    @Test("the list shows each user's own, latest activity first, page by page without gap or repetition")
    func list() async throws {
        for index in 0..<25 {
            _ = try await fixture.chat.createConversation(id: "room-\(index)", by: index % 5 == 0 ? fixture.bob : fixture.ada)
            if index % 3 == 0 { fixture.clock.advance(seconds: 1) }
        }
        let room = try await fixture.chat.enter("room-1", user: fixture.ada).room
        try await fixture.chat.say("x", in: room, as: fixture.ada)
        #expect(try await walk(as: fixture.ada, limit: 6).count == 20)
        #expect(try await walk(as: fixture.ada, limit: 6).first == "room-1")
        #expect(try await walk(as: fixture.bob, limit: 5).count == 5)
        #expect(try await walk(as: fixture.admin, limit: 7).count == 25)
        #expect(try await walk(as: fixture.eve, limit: 7).isEmpty)
    }

    @Test("a cursor that is none of ours, and a limit out of bounds, are refused", arguments: ["", ".", "x", "zz!.a", "-5.a", "12."])
    func cursors(_ cursor: String) async throws {
        let error = await fixture.error { _ = try await fixture.chat.conversations(of: fixture.ada, cursor: cursor) }
        #expect(error?.code == .badFrame)
        for limit in [0, 101] {
            let error = await fixture.error { _ = try await fixture.chat.conversations(of: fixture.ada, limit: limit) }
            #expect(error?.code == .badFrame)
        }
    }

    private func walk(as user: ChatUser, limit: Int) async throws -> [String] {
        var ids: [String] = []
        var cursor: String?
        repeat {
            let page = try await fixture.chat.conversations(of: user, cursor: cursor, limit: limit)
            #expect(page.conversations.count <= limit)
            ids += page.conversations.map(\.conversation.id)
            cursor = page.nextCursor
        } while cursor != nil && ids.count <= 100
        #expect(Set(ids).count == ids.count)
        return ids
    }
}
