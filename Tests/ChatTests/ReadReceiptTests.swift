import ChannelLayer
import Chat
import ChatTestSupport
import Testing
import Wire

@Suite("Read receipts")
struct ReadReceiptTests {
    private let fixture = ChatFixture()

    @Test("a mark moves forward, is cut to the last event, and the room hears each move once")
    func moves() async throws {
        let room = try await enter(messages: 3)
        #expect(try await fixture.chat.markRead(2, in: room, as: fixture.ada) == Acknowledgement(messageID: nil, seq: 2))
        #expect(try await fixture.chat.markRead(1, in: room, as: fixture.ada) == Acknowledgement(messageID: nil, seq: 2))
        #expect(try await fixture.chat.markRead(99, in: room, as: fixture.ada) == Acknowledgement(messageID: nil, seq: 3))
        #expect(
            fixture.receiver.texts == [
                #"{"type":"read_receipt","user":{"id":"ada","name":"Ada"},"seq":2}"#,
                #"{"type":"read_receipt","user":{"id":"ada","name":"Ada"},"seq":3}"#,
            ])
        #expect(try await fixture.chat.enter("lobby", user: fixture.ada).participants.map(\.lastReadSeq) == [3])
    }

    @Test("a mark that would not move and has no id costs no write")
    func noWrite() async throws {
        let room = try await enter(messages: 2)
        try await fixture.chat.markRead(2, in: room, as: fixture.ada)
        let writes = fixture.store.writes
        try await fixture.chat.markRead(2, in: room, as: fixture.ada)
        try await fixture.chat.markRead(0, in: room, as: fixture.ada)
        #expect(fixture.store.writes == writes)
    }

    @Test("a repeated id gets the first acknowledgement and moves nothing")
    func repeated() async throws {
        let room = try await enter(messages: 3)
        let first = try await fixture.chat.markRead(1, id: "c", in: room, as: fixture.ada)
        fixture.receiver.clear()
        #expect(try await fixture.chat.markRead(3, id: "c", in: room, as: fixture.ada) == first)
        #expect(fixture.receiver.events.isEmpty)
        #expect(try await fixture.chat.enter("lobby", user: fixture.ada).participants.map(\.lastReadSeq) == [1])
    }

    @Test("nothing is said or acknowledged before the commit")
    func commitFirst() async throws {
        let fixture = ChatFixture(mode: .manual)
        await fixture.store.prepare("lobby", for: fixture.ada)
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        fixture.chat.submit(.init(content: "x"), id: nil, room: room, user: fixture.admin, receivedAt: 0) { _ in }
        fixture.store.commit()
        fixture.receiver.clear()
        let order = Collected<String>()
        fixture.receiver.observe { _ in order.append("receipt") }
        fixture.chat.read(seq: 1, id: nil, room: room, user: fixture.ada) { _ in order.append("ack") }
        #expect(order.all.isEmpty)
        fixture.store.commit()
        #expect(order.all == ["receipt", "ack"])
    }

    @Test("an administrator who takes no part leaves no mark")
    func administrator() async throws {
        let room = try await enter(messages: 1)
        _ = try await fixture.chat.enter("lobby", user: fixture.admin)
        fixture.receiver.clear()
        let writes = fixture.store.writes
        #expect(try await fixture.chat.markRead(1, id: "c", in: room, as: fixture.admin) == Acknowledgement(messageID: nil, seq: nil))
        #expect(fixture.receiver.events.isEmpty && fixture.store.writes == writes)
    }

    @Test("what a user says counts as read by them, and the room is not told")
    func ownMessages() async throws {
        let room = try await enter(messages: 2)
        try await fixture.chat.say("mine", in: room, as: fixture.ada)
        #expect(fixture.receiver.events.map(\.seq) == [3])
        #expect(try await fixture.chat.enter("lobby", user: fixture.ada).participants.map(\.lastReadSeq) == [3])
        #expect(try await fixture.store.participant(of: "lobby", user: "ada")?.lastReadSeq == 3)
    }

    /// Ada enters; an administrator, who leaves no mark, says something.
    private func enter(messages: Int) async throws -> Room {
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        for index in 1...messages {
            try await fixture.chat.say("\(index)", in: room, as: fixture.admin)
        }
        fixture.receiver.clear()
        return room
    }
}
