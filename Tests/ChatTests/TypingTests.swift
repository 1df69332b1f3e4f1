import ChannelLayer
import Chat
import ChatTestSupport
import Testing
import Wire

@Suite("Typing")
struct TypingTests {
    private let fixture = ChatFixture()
    private static let starts = #"{"type":"typing","user":{"id":"ada","name":"Ada"},"typing":true}"#
    private static let stops = #"{"type":"typing","user":{"id":"ada","name":"Ada"},"typing":false}"#

    @Test("the room hears changes only")
    func changes() async throws {
        let room = try await enter()
        fixture.chat.typing(false, room: room, user: fixture.ada)
        fixture.chat.typing(true, room: room, user: fixture.ada)
        fixture.chat.typing(true, room: room, user: fixture.ada)
        fixture.chat.typing(false, room: room, user: fixture.ada)
        fixture.chat.typing(false, room: room, user: fixture.ada)
        #expect(fixture.receiver.texts == [Self.starts, Self.stops])
    }

    @Test("typing ends five seconds after the user last said so")
    func expiry() async throws {
        let room = try await enter()
        fixture.chat.typing(true, room: room, user: fixture.ada)
        fixture.pass(seconds: 4)
        fixture.chat.typing(true, room: room, user: fixture.ada)
        fixture.pass(seconds: 4.75)
        #expect(fixture.receiver.texts == [Self.starts])
        fixture.pass(seconds: 0.25)
        #expect(fixture.receiver.texts == [Self.starts, Self.stops])
        fixture.pass(seconds: 10)
        #expect(fixture.receiver.texts == [Self.starts, Self.stops])
    }

    @Test("typing ends with the user's last socket")
    func leaving() async throws {
        let room = try await enter()
        _ = try await fixture.chat.enter("lobby", user: fixture.ada)
        fixture.chat.typing(true, room: room, user: fixture.ada)
        fixture.chat.leave(room, user: fixture.ada)
        #expect(fixture.receiver.texts == [Self.starts])
        fixture.chat.leave(room, user: fixture.ada)
        #expect(fixture.receiver.texts == [Self.starts, Self.stops])
    }

    private func enter() async throws -> Room {
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        fixture.receiver.clear()
        return room
    }
}
