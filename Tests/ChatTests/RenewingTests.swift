import Chat
import ChatTestSupport
import Testing
import Wire

@Suite("A new token of a socket")
struct RenewingTests {
    private let fixture = ChatFixture()

    @Test("that says the same changes nothing and writes nothing")
    func same() async throws {
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        let writes = fixture.store.writes
        #expect(fixture.chat.renew(fixture.ada, in: room))
        #expect(fixture.store.writes == writes)
    }

    @Test("makes the participant an operator or none, and gives the name, as entering does")
    func operatorFlag() async throws {
        let asOperator = ChatUser(id: "ada", name: "Ada", isOperator: true)
        let room = try await fixture.chat.enter("lobby", user: asOperator).room
        #expect(try await fixture.store.areAllOperators(in: "lobby"))
        #expect(fixture.chat.renew(ChatUser(id: "ada", name: "Countess"), in: room))
        try await fixture.chat.say("behind that write", in: room, as: fixture.ada)
        #expect(try await !fixture.store.areAllOperators(in: "lobby"))
        #expect(try await fixture.store.participant(of: "lobby", user: "ada")?.user.name == "Countess")
        #expect(try await fixture.chat.enter("lobby", user: fixture.bob).participants.first?.name == "Countess")
        #expect(fixture.chat.renew(asOperator, in: room))
        try await fixture.chat.say("behind this one, too", in: room, as: fixture.ada)
        #expect(try await fixture.store.participant(of: "lobby", user: "ada")?.isOperator == true)
    }

    @Test("without the scope admin keeps a participant in a private conversation and nobody else")
    func administrator() async throws {
        let conversation = try await fixture.chat.createConversation(id: "private", participants: [fixture.bob.reference], by: fixture.ada)
        #expect(conversation.participantCount == 2)
        let room = try await fixture.chat.enter("private", user: fixture.admin).room
        #expect(fixture.chat.renew(fixture.admin, in: room))
        #expect(!fixture.chat.renew(ChatUser(id: "root", name: "Root"), in: room))
        _ = try await fixture.chat.enter("private", user: ChatUser(id: "bob", name: "Bob", isAdmin: true))
        #expect(fixture.chat.renew(fixture.bob, in: room))
    }

    @Test("is noted at the next entering when the store could not take it")
    func storeIsFull() async throws {
        let fixture = ChatFixture(mode: .manual, queueLimit: 1)
        await fixture.store.prepare("lobby", for: fixture.ada)
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        fixture.chat.submit(.init(content: "x"), id: nil, room: room, user: fixture.ada, receivedAt: 0) { _ in }
        #expect(fixture.chat.renew(ChatUser(id: "ada", name: "Ada", isOperator: true), in: room))
        fixture.store.commit()
        #expect(try await fixture.store.participant(of: "lobby", user: "ada")?.isOperator == false)
        #expect(fixture.chat.enterIfKnown("lobby", user: ChatUser(id: "ada", name: "Ada", isOperator: true)) == nil)
    }
}
