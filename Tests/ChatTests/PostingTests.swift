import ChannelLayer
import Chat
import ChatTestSupport
import Testing
import Wire

@Suite("Saying something without a socket")
struct PostingTests {
    private let fixture = ChatFixture()

    private func post(
        _ content: String, id: String? = nil, in room: String = "lobby", as user: ChatUser
    ) async throws(ChatError) -> (message: Message, isNew: Bool) {
        try await fixture.chat.post(ChatMessageDraft(content: content), id: id, in: room, user: user, receivedAt: 5)
    }

    @Test("the room gets new_message, and nobody seems to have come")
    func told() async throws {
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        fixture.receiver.clear()
        let posted = try await post("hi", as: fixture.bob)
        #expect(posted.isNew && posted.message.content == "hi" && posted.message.author == UserRef(id: "bob", name: "Bob"))
        let messages = fixture.receiver.events.filter { $0.seq != nil }
        #expect(messages.map(\.seq) == [posted.message.seq] && messages.first?.receivedAt == 5)
        #expect(!fixture.receiver.texts.contains { $0.contains("presence") && $0.contains("online\":true") })
        fixture.chat.leave(room, user: fixture.ada)
    }

    @Test("an author becomes a participant of an open room, which is made where that is allowed")
    func participants() async throws {
        _ = try await post("first", as: fixture.ada)
        _ = try await post("second", as: fixture.bob)
        let detail = try await fixture.chat.conversation("lobby", user: fixture.ada)
        #expect(detail.participants.map(\.id).sorted() == ["ada", "bob"])
        let closed = ChatFixture(opensRooms: false)
        let refusal = await closed.error {
            _ = try await closed.chat.post(ChatMessageDraft(content: "x"), id: nil, in: "lobby", user: closed.ada, receivedAt: 0)
        }
        #expect(refusal?.code == .notFound)
    }

    @Test("the same id gets the message that it made, whichever way it came first")
    func repeated() async throws {
        let first = try await post("one", id: "c", as: fixture.ada)
        let second = try await post("two", id: "c", as: fixture.ada)
        #expect(first.isNew && !second.isNew && second.message == first.message)
        let other = try await post("three", id: "c", as: fixture.bob)
        #expect(other.isNew)
    }

    @Test("a private room takes nothing from strangers, and a draft that says nothing is refused")
    func refused() async throws {
        _ = try await fixture.chat.createConversation(id: "den", title: nil, assistant: nil, participants: [], by: fixture.ada)
        let fixture = fixture
        let foreign = await fixture.error { _ = try await post("x", in: "den", as: fixture.eve) }
        #expect(foreign?.code == .forbidden)
        let empty = await fixture.error { _ = try await post("", in: "den", as: fixture.ada) }
        #expect(empty?.code == .badFrame)
        #expect(try await post("x", in: "den", as: fixture.admin).isNew)
    }

    @Test("a room that only posts were said in is forgotten like any other")
    func forgotten() async throws {
        _ = try await post("x", as: fixture.ada)
        #expect(fixture.metric("telltale_chat_rooms") == 0)
        fixture.pass(seconds: 1)
        #expect(fixture.chat.enterIfKnown("lobby", user: fixture.ada)?.lastSeq == nil)
    }
}
