import ChannelLayer
import ChatTestSupport
import Testing
import Wire

@testable import Chat

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

    @Test("a second start within two seconds waits, a stop does not")
    func rest() async throws {
        let room = try await enter()
        fixture.chat.typing(true, room: room, user: fixture.ada)
        fixture.chat.typing(false, room: room, user: fixture.ada)
        fixture.chat.typing(true, room: room, user: fixture.ada)
        fixture.pass(seconds: 1.75)
        #expect(fixture.receiver.texts == [Self.starts, Self.stops])
        fixture.pass(seconds: 0.25)
        #expect(fixture.receiver.texts == [Self.starts, Self.stops, Self.starts])
        fixture.chat.typing(false, room: room, user: fixture.ada)
        #expect(fixture.receiver.texts == [Self.starts, Self.stops, Self.starts, Self.stops])
    }

    @Test("who starts and stops all the time is told of once in two seconds")
    func flapping() async throws {
        let room = try await enter()
        for _ in 0..<40 {
            for _ in 0..<100 {
                fixture.chat.typing(true, room: room, user: fixture.ada)
                fixture.chat.typing(false, room: room, user: fixture.ada)
            }
            fixture.pass(seconds: 0.25)
        }
        #expect(fixture.receiver.texts.filter { $0 == Self.starts }.count == 5)
        #expect(fixture.receiver.texts.filter { $0 == Self.stops }.count == 5)
    }

    @Test("a crowd that starts at once is told of sixteen at a time, first come first, and its stops before other starts")
    func crowd() async throws {
        let room = try await enter()
        let users = (10..<50).map { fixture.user("u\($0)") }
        for user in users { fixture.chat.typing(true, room: room, user: user) }
        #expect(fixture.receiver.texts == users[..<16].map { Self.frame($0.id, true) })
        fixture.receiver.clear()
        for user in users[..<4] { fixture.chat.typing(false, room: room, user: user) }
        #expect(fixture.receiver.texts == [])
        fixture.pass(seconds: 0.25)
        #expect(fixture.receiver.texts == users[..<4].map { Self.frame($0.id, false) } + users[16..<28].map { Self.frame($0.id, true) })
        fixture.receiver.clear()
        fixture.pass(seconds: 0.25)
        #expect(fixture.receiver.texts == users[28...].map { Self.frame($0.id, true) })
    }

    @Test("a start that had to wait and is over by then is never told")
    func neverTold() async throws {
        let room = try await enter()
        let users = (10..<30).map { fixture.user("u\($0)") }
        for user in users { fixture.chat.typing(true, room: room, user: user) }
        for user in users[16...] { fixture.chat.typing(false, room: room, user: user) }
        fixture.receiver.clear()
        fixture.pass(seconds: 1)
        #expect(fixture.receiver.texts == [])
    }

    @Test("who has not typed for two seconds is forgotten")
    func forgets() {
        var typing = TypingUsers()
        #expect(typing.start(fixture.ada.reference, until: 5_000_000_000, at: 0) == true)
        #expect(typing.stop("ada", at: 100) == true)
        #expect(typing.sweep(at: 1_999_999_999) == [])
        #expect(!typing.isEmpty)
        #expect(typing.sweep(at: 2_000_000_000) == [])
        #expect(typing.isEmpty)
    }

    private static func frame(_ id: String, _ isTyping: Bool) -> String {
        #"{"type":"typing","user":{"id":"\#(id)","name":"\#(id)"},"typing":\#(isTyping)}"#
    }

    private func enter() async throws -> Room {
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        fixture.receiver.clear()
        return room
    }
}
