import ChannelLayer
import Chat
import ChatTestSupport
import Testing
import Wire

@Suite("Presence")
struct PresenceTests {
    private let fixture = ChatFixture()
    private static let adaOnline = #"{"type":"presence","user":{"id":"ada","name":"Ada"},"status":"online"}"#
    private static let adaOffline = #"{"type":"presence","user":{"id":"ada","name":"Ada"},"status":"offline"}"#

    @Test("a user is online from the first socket to five seconds after the last, and the room hears it once each")
    func onlineAndOffline() async throws {
        let first = try await fixture.chat.enter("lobby", user: fixture.ada).room
        let second = try await fixture.chat.enter("lobby", user: fixture.ada).room
        #expect(fixture.receiver.texts == [Self.adaOnline])
        fixture.chat.leave(first, user: fixture.ada)
        fixture.pass(seconds: 10)
        #expect(fixture.receiver.texts == [Self.adaOnline])
        fixture.chat.leave(second, user: fixture.ada)
        fixture.pass(seconds: 4.75)
        #expect(fixture.receiver.texts == [Self.adaOnline])
        fixture.pass(seconds: 0.25)
        #expect(fixture.receiver.texts == [Self.adaOnline, Self.adaOffline])
        fixture.pass(seconds: 10)
        #expect(fixture.receiver.texts == [Self.adaOnline, Self.adaOffline])
        #expect(fixture.receiver.events.allSatisfy { $0.seq == nil && $0.group == "chat_lobby" })
    }

    @Test("who comes back within the grace was never away, however often")
    func reconnect() async throws {
        _ = try await fixture.chat.enter("lobby", user: fixture.bob)
        var room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        fixture.receiver.clear()
        for _ in 1...5 {
            fixture.chat.leave(room, user: fixture.ada)
            fixture.pass(seconds: 4)
            room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        }
        fixture.pass(seconds: 20)
        #expect(fixture.receiver.texts.isEmpty)
        fixture.chat.leave(room, user: fixture.ada)
        fixture.pass(seconds: 5)
        #expect(fixture.receiver.texts == [Self.adaOffline])
    }

    @Test("who enters sees who is online, those in their grace too")
    func listing() async throws {
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        _ = try await fixture.chat.enter("lobby", user: fixture.bob)
        fixture.chat.leave(room, user: fixture.ada)
        fixture.pass(seconds: 4)
        #expect(try await fixture.chat.enter("lobby", user: fixture.bob).participants.map(\.online) == [true, true])
        fixture.pass(seconds: 1)
        #expect(try await fixture.chat.enter("lobby", user: fixture.bob).participants.map(\.online) == [false, true])
        #expect(try await fixture.chat.conversation("lobby", user: fixture.bob).participants.map(\.online) == [false, true])
    }

    @Test("presence is not broadcast while more users are online than the limit")
    func crowd() async throws {
        let fixture = ChatFixture(presenceLimit: 3)
        var rooms: [Room] = []
        for index in 1...5 {
            rooms.append(try await fixture.chat.enter("hall", user: fixture.user("user-\(index)")).room)
        }
        #expect(fixture.receiver.events.count == 3)
        fixture.receiver.clear()
        for (index, room) in rooms.enumerated() {
            fixture.chat.leave(room, user: fixture.user("user-\(index + 1)"))
            fixture.pass(seconds: 5)
        }
        #expect(
            fixture.receiver.texts == [
                #"{"type":"presence","user":{"id":"user-3","name":"user-3"},"status":"offline"}"#,
                #"{"type":"presence","user":{"id":"user-4","name":"user-4"},"status":"offline"}"#,
                #"{"type":"presence","user":{"id":"user-5","name":"user-5"},"status":"offline"}"#,
            ])
    }

    @Test("a room counts while it has a socket and is forgotten when the grace has passed")
    func forgotten() async throws {
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        #expect(fixture.metric("telltale_chat_rooms") == 1)
        fixture.chat.leave(room, user: fixture.ada)
        #expect(fixture.metric("telltale_chat_rooms") == 0)
        fixture.pass(seconds: 4)
        let again = try await fixture.chat.enter("lobby", user: fixture.ada).room
        #expect(again === room && fixture.metric("telltale_chat_rooms") == 1)
        fixture.chat.leave(again, user: fixture.ada)
        fixture.pass(seconds: 5.5)
        let fresh = try await fixture.chat.enter("lobby", user: fixture.ada).room
        #expect(fresh !== room && fixture.metric("telltale_chat_rooms") == 1)
    }

    @Test("a room with a write that is not committed yet is not forgotten")
    func pinnedByWrite() async throws {
        let fixture = ChatFixture(mode: .manual)
        await fixture.store.prepare("lobby", for: fixture.ada)
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        fixture.chat.submit(.init(content: "x"), id: nil, room: room, user: fixture.ada, receivedAt: 0) { _ in }
        fixture.chat.leave(room, user: fixture.ada)
        fixture.pass(seconds: 30)
        let entry = try await fixture.chat.enter("lobby", user: fixture.ada)
        #expect(entry.room === room && entry.lastSeq == 0)
        fixture.store.commit()
        #expect(try await fixture.chat.enter("lobby", user: fixture.ada).lastSeq == 1)
    }

    @Test("a refused user leaves no room behind")
    func refusedLeavesNothing() async throws {
        let fixture = ChatFixture(opensRooms: false)
        _ = try await fixture.chat.createConversation(id: "den", by: fixture.ada)
        _ = await fixture.error { _ = try await fixture.chat.enter("den", user: fixture.eve) }
        let reads = fixture.store.reads
        _ = await fixture.error { _ = try await fixture.chat.enter("den", user: fixture.eve) }
        #expect(fixture.store.reads == reads)
        fixture.pass(seconds: 0.25)
        _ = await fixture.error { _ = try await fixture.chat.enter("den", user: fixture.eve) }
        #expect(fixture.store.reads > reads)
        #expect(fixture.metric("telltale_chat_rooms") == 0)
    }
}
