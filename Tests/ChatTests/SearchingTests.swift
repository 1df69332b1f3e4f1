import Chat
import ChatTestSupport
import Testing
import Wire

@Suite("Messages over REST")
struct SearchingTests {
    private let fixture = ChatFixture(opensRooms: false)

    @Test("one message is read by its id, by who may read the conversation")
    func message() async throws {
        try await fill("den", ["hello"])
        for user in [fixture.ada, fixture.bob, fixture.admin] {
            #expect(try await fixture.chat.message("id-1", of: "den", user: user).content == "hello")
        }
        let stranger = await fixture.error { _ = try await fixture.chat.message("id-1", of: "den", user: fixture.eve) }
        let missing = await fixture.error { _ = try await fixture.chat.message("id-9", of: "den", user: fixture.ada) }
        let nowhere = await fixture.error { _ = try await fixture.chat.message("id-1", of: "nowhere", user: fixture.ada) }
        #expect(stranger?.code == .forbidden && missing?.code == .notFound && nowhere?.code == .notFound)
        #expect(missing?.message == "no such message" && nowhere?.message == "no such conversation")
    }

    @Test("a user searches what they take part in, an administrator everything")
    func everywhere() async throws {
        try await fill("den", ["green tea"])
        _ = try await fixture.chat.createConversation(id: "attic", by: fixture.eve)
        let attic = try await fixture.chat.enter("attic", user: fixture.eve).room
        try await fixture.chat.say("green door", in: attic, as: fixture.eve)
        for (user, expected) in [
            (fixture.ada, ["green tea"]), (fixture.eve, ["green door"]), (fixture.admin, ["green door", "green tea"]),
            (fixture.user("joe"), []),
        ] {
            let found = try await fixture.chat.search("GRÉEN", in: nil, cursor: nil, user: user)
            #expect(found.messages.map(\.content) == expected && found.nextCursor == nil && found.isComplete)
        }
    }

    @Test("one conversation is searched by who may read it")
    func oneConversation() async throws {
        try await fill("den", ["green tea"])
        #expect(try await fixture.chat.search("tea", in: "den", user: fixture.bob).messages.map(\.id) == ["id-1"])
        #expect(try await fixture.chat.search("tea", in: "den", user: fixture.admin).messages.map(\.id) == ["id-1"])
        let stranger = await fixture.error { _ = try await fixture.chat.search("tea", in: "den", user: fixture.eve) }
        let nowhere = await fixture.error { _ = try await fixture.chat.search("tea", in: "nowhere", user: fixture.admin) }
        #expect(stranger?.code == .forbidden && nowhere?.code == .notFound)
    }

    @Test("a search goes on where its cursor says")
    func cursor() async throws {
        try await fill("den", (1...7).map { "word \($0)" })
        var found: [String] = []
        var cursor: String?
        repeat {
            let page = try await fixture.chat.search("word", in: "den", cursor: cursor, limit: 3, user: fixture.ada)
            found += page.messages.map(\.content)
            cursor = page.nextCursor
        } while cursor != nil && found.count < 20
        #expect(found == (1...7).reversed().map { "word \($0)" })
    }

    @Test("a text or a limit out of bounds, and a cursor that is none of ours, are refused")
    func bounds() async throws {
        let attempts: [(String, String?, Int)] = [
            ("", nil, 20), (String(repeating: "x", count: 257), nil, 20), ("x", nil, 0), ("x", nil, 101), ("x", "", 20), ("x", "-1", 20),
            ("x", "é", 20), ("x", "007", 20), ("x", "zzzzzzzzzzzzzzz", 20),
        ]
        for (text, cursor, limit) in attempts {
            let error = await fixture.error {
                _ = try await fixture.chat.search(text, in: nil, cursor: cursor, limit: limit, user: fixture.ada)
            }
            #expect(error?.code == .badFrame, "\(text) \(cursor ?? "-") \(limit)")
        }
        #expect(fixture.store.reads == 0)
        let longest = String(repeating: "é", count: 256)
        #expect(try await fixture.chat.search(longest, in: nil, cursor: nil, limit: 100, user: fixture.ada).messages.isEmpty)
    }

    @Test("lists and details count what the user has not read, and archived conversations are listed apart")
    func unread() async throws {
        try await fill("den", ["1", "2", "3"])
        _ = try await fixture.chat.createConversation(id: "attic", by: fixture.ada)
        for (user, unread) in [(fixture.ada, 0), (fixture.bob, 3), (fixture.admin, 0)] {
            #expect(try await fixture.chat.conversation("den", user: user).unreadCount == unread)
            let listed = try await fixture.chat.conversations(of: user).conversations.first { $0.conversation.id == "den" }
            #expect(listed?.unreadCount == unread)
        }
        _ = try await fixture.chat.changeConversation("den", ConversationChange(isArchived: true), by: fixture.ada)
        #expect(try await fixture.chat.conversations(of: fixture.ada).conversations.map(\.conversation.id) == ["attic"])
        #expect(try await fixture.chat.conversations(of: fixture.ada, archived: true).conversations.map(\.conversation.id) == ["den"])
    }

    @Test("a conversation is made with an assistant mode of its own, or follows the server's")
    func assistant() async throws {
        let own = try await fixture.chat.createConversation(id: "own", assistant: .mention, by: fixture.ada)
        let other = try await fixture.chat.createConversation(id: "other", by: fixture.ada)
        #expect(own.conversation.assistant == .mention && other.conversation.assistant == nil)
        #expect(fixture.chat.defaultAssistant == .never)
        #expect(try await fixture.chat.enter("own", user: fixture.ada).conversation.assistant == .mention)
        #expect(try await fixture.chat.enter("other", user: fixture.ada).conversation.assistant == .never)
    }

    /// A private conversation of Ada's, in which she says this; Bob takes part.
    private func fill(_ id: String, _ contents: [String]) async throws {
        _ = try await fixture.chat.createConversation(id: id, participants: [fixture.bob.reference], by: fixture.ada)
        let room = try await fixture.chat.enter(id, user: fixture.ada).room
        for content in contents {
            try await fixture.chat.say(content, in: room, as: fixture.ada)
        }
    }
}
