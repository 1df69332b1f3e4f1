import ChannelLayer
import Chat
import ChatTestSupport
import Testing
import Wire

@Suite("The busiest rooms")
struct ActivityTests {
    private let fixture = ChatFixture()

    @Test("rooms are ranked by the messages of the last second, then by their sockets")
    func ranking() async throws {
        let rooms = try await fixture.rooms(5)
        _ = try await fixture.chat.enter("room-4", user: fixture.bob)
        for (index, count) in [(1, 2), (3, 6)] {
            for _ in 1...count {
                try await fixture.chat.say("x", in: rooms[index], as: fixture.ada)
            }
        }
        fixture.pass(seconds: 1)
        let top = fixture.chat.topRooms(limit: 4)
        try #require(top.count == 4)
        #expect(top.map(\.id) == ["room-3", "room-1", "room-4", top[3].id])
        #expect(top.map(\.messagesPerSecond) == [6, 2, 0, 0] && top.map(\.sockets) == [1, 1, 2, 1])
        #expect(fixture.chat.topRooms(limit: 1).map(\.id) == ["room-3"])
    }

    @Test("the rate is that of the time that passed, and ends with it")
    func rate() async throws {
        let room = try await fixture.rooms(1)[0]
        for _ in 1...10 {
            try await fixture.chat.say("x", in: room, as: fixture.ada)
        }
        fixture.clock.advance(seconds: 4)
        fixture.chat.sweep()
        #expect(fixture.chat.topRooms(limit: 1).first?.messagesPerSecond == 2.5)
        fixture.pass(seconds: 1)
        #expect(fixture.chat.topRooms(limit: 1).first?.messagesPerSecond == 0)
    }
}
