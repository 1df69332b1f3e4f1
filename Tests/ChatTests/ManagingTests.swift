import ChannelLayer
import Chat
import ChatTestSupport
import Testing
import Wire

@Suite("Managing conversations")
struct ManagingTests {
    private let fixture = ChatFixture(opensRooms: false)

    @Test("the creator and administrators change a conversation, and others may not")
    func rights() async throws {
        try await makeDen()
        let changed = try await fixture.chat.changeConversation("den", ConversationChange(title: "The den"), by: fixture.ada)
        #expect(changed.conversation.title == "The den" && changed.participants.map(\.id) == ["ada", "bob"])
        let again = try await fixture.chat.changeConversation("den", ConversationChange(assistant: .always), by: fixture.admin)
        #expect(again.conversation.title == "The den" && again.conversation.assistant == .always)
        for user in [fixture.bob, fixture.eve] {
            let error = await fixture.error {
                _ = try await fixture.chat.changeConversation("den", ConversationChange(title: "x"), by: user)
            }
            #expect(error?.code == .forbidden)
        }
        let missing = await fixture.error {
            _ = try await fixture.chat.changeConversation("nowhere", ConversationChange(title: "x"), by: fixture.admin)
        }
        #expect(missing?.code == .notFound)
    }

    @Test("a title out of bounds is refused", arguments: [String(repeating: "x", count: 201), "a\nb"])
    func title(_ title: String) async throws {
        try await makeDen()
        let writes = fixture.store.writes
        let error = await fixture.error {
            _ = try await fixture.chat.changeConversation("den", ConversationChange(title: title), by: fixture.ada)
        }
        #expect(error?.code == .badFrame && fixture.store.writes == writes)
    }

    @Test("who enters after a change sees the conversation as it is then")
    func roomFollows() async throws {
        try await makeDen()
        let entry = try await fixture.chat.enter("den", user: fixture.ada)
        #expect(entry.conversation == ConversationInfo(id: "den", title: "den", assistant: .never, kind: "private"))
        let change = ConversationChange(title: "New", assistant: .mention)
        _ = try await fixture.chat.changeConversation("den", change, by: fixture.ada)
        let later = try await fixture.chat.enter("den", user: fixture.ada)
        #expect(later.room === entry.room)
        #expect(later.conversation == ConversationInfo(id: "den", title: "New", assistant: .mention, kind: "private"))
        _ = try await fixture.chat.changeConversation("den", ConversationChange(resetsAssistant: true), by: fixture.ada)
        #expect(try await fixture.chat.enter("den", user: fixture.ada).conversation.assistant == .never)
    }

    @Test("an archived conversation takes nothing new, can be read and marked, and is taken back")
    func archived() async throws {
        try await makeDen()
        let chat = fixture.chat
        let room = try await chat.enter("den", user: fixture.ada).room
        try await chat.say("x", in: room, as: fixture.bob)
        _ = try await chat.changeConversation("den", ConversationChange(isArchived: true), by: fixture.ada)
        fixture.receiver.clear()
        let writes = fixture.store.writes
        let refused: [() async throws -> Void] = [
            { try await chat.say("y", in: room, as: fixture.ada) }, { try await chat.edit("id-1", to: "y", in: room, as: fixture.bob) },
            { try await chat.delete("id-1", in: room, as: fixture.bob) },
            { try await chat.react("👍", to: "id-1", in: room, as: fixture.ada) },
        ]
        for body in refused {
            let error = await fixture.error(body)
            #expect(error?.code == .conflict && error?.message == "the conversation is archived")
        }
        #expect(fixture.store.writes == writes && fixture.receiver.events.isEmpty)
        #expect(try await chat.history(room, before: nil, after: nil, limit: 9).messages.count == 1)
        #expect(try await chat.markRead(1, in: room, as: fixture.ada).seq == 1)
        _ = try await chat.changeConversation("den", ConversationChange(isArchived: false), by: fixture.ada)
        #expect(try await chat.say("y", in: room, as: fixture.ada).seq == 2)
    }

    @Test("a conversation that was archived while nobody was there is archived for who enters")
    func archivedUnseen() async throws {
        try await makeDen()
        _ = try await fixture.chat.changeConversation("den", ConversationChange(isArchived: true), by: fixture.ada)
        fixture.pass(seconds: 1)
        let room = try await fixture.chat.enter("den", user: fixture.bob).room
        let error = await fixture.error { try await fixture.chat.say("x", in: room, as: fixture.bob) }
        #expect(error?.code == .conflict)
    }

    @Test("a conversation that is managed while nobody is there is forgotten again")
    func forgotten() async throws {
        try await makeDen()
        fixture.pass(seconds: 1)
        _ = try await fixture.chat.changeConversation("den", ConversationChange(title: "x"), by: fixture.ada)
        fixture.pass(seconds: 1)
        #expect(fixture.chat.enterIfKnown("den", user: fixture.ada)?.lastSeq == nil)
        #expect(fixture.metric("telltale_chat_rooms") == 0)
    }

    @Test("many who enter while the title changes all see one of the titles, and who enters afterwards the last")
    func race() async throws {
        try await makeDen()
        let fixture = fixture
        for round in 1...50 {
            fixture.pass(seconds: 6)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = try await fixture.chat.changeConversation("den", ConversationChange(title: "\(round)"), by: fixture.ada)
                }
                for _ in 0..<4 {
                    group.addTask {
                        let entry = try await fixture.chat.enter("den", user: fixture.bob)
                        #expect(["\(round)", round == 1 ? "den" : "\(round - 1)"].contains(entry.conversation.title))
                        fixture.chat.leave(entry.room, user: fixture.bob)
                    }
                }
                try await group.waitForAll()
            }
            let entry = try await fixture.chat.enter("den", user: fixture.bob)
            #expect(entry.conversation.title == "\(round)")
            fixture.chat.leave(entry.room, user: fixture.bob)
        }
    }

    private func makeDen() async throws {
        _ = try await fixture.chat.createConversation(id: "den", participants: [fixture.bob.reference], by: fixture.ada)
    }
}
