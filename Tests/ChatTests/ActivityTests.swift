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

    /// Says something that was received so long ago.
    private func say(in room: Room, after milliseconds: Int64) async throws {
        let receivedAt = fixture.clock.monotonicNanoseconds() - milliseconds * 1_000_000
        _ = try await withCheckedContinuation { continuation in
            fixture.chat.submit(.init(content: "x"), id: nil, room: room, user: fixture.ada, receivedAt: receivedAt) {
                continuation.resume(returning: $0)
            }
        }.get()
    }

    @Test("the slowest rooms are those whose messages took longest from receipt to broadcast in the last minute")
    func slowest() async throws {
        fixture.clock.advance(seconds: 100)
        let rooms = try await fixture.rooms(15)
        for (index, room) in rooms.enumerated() {
            try await say(in: room, after: 1)
            try await say(in: room, after: Int64(index + 1) * 10)
            try await say(in: room, after: 2)
        }
        #expect(fixture.chat.slowestRooms(limit: 10).isEmpty)
        fixture.pass(seconds: 1)
        let slowest = fixture.chat.slowestRooms(limit: 20)
        #expect(slowest.map(\.id) == (5..<15).reversed().map { "room-\($0)" })
        #expect(slowest.first == SlowRoom(id: "room-14", messageNanoseconds: 150_000_000, answerNanoseconds: 0))
        #expect(slowest.last?.messageNanoseconds == 60_000_000)
        // A later second adds what is worse, and takes nothing back.
        try await say(in: rooms[0], after: 155)
        try await say(in: rooms[14], after: 3)
        fixture.pass(seconds: 1)
        #expect(fixture.chat.slowestRooms(limit: 2).map(\.messageNanoseconds) == [155_000_000, 150_000_000])
        fixture.pass(seconds: 58)
        #expect(fixture.chat.slowestRooms(limit: 10).count == 10)
        fixture.pass(seconds: 1)
        #expect(fixture.chat.slowestRooms(limit: 10).map(\.id) == ["room-0", "room-14"])
        fixture.pass(seconds: 1)
        #expect(fixture.chat.slowestRooms(limit: 10).isEmpty)
    }
}
