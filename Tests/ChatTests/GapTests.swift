import ChannelLayer
import Chat
import ChatTestSupport
import Testing
import Wire

@Suite("A gap in the channel layer")
struct GapTests {
    @Test("every room in memory is told its last seq, in one batch")
    func announce() async throws {
        let fixture = ChatFixture()
        let rooms = try await fixture.rooms(3)
        for (index, room) in rooms.enumerated() {
            for _ in 0..<index {
                try await fixture.chat.say("x", in: room, as: fixture.ada)
            }
        }
        fixture.receiver.clear()
        let flushes = fixture.receiver.flushes
        fixture.chat.announceGap()
        let told = fixture.receiver.events.sorted { $0.group < $1.group }
        #expect(told.map(\.group) == ["chat_room-0", "chat_room-1", "chat_room-2"] && told.allSatisfy { $0.seq == nil })
        #expect(told.map { String(decoding: $0.payload, as: UTF8.self) } == (0...2).map { #"{"type":"resync","last_seq":\#($0)}"# })
        #expect(fixture.receiver.flushes == flushes + 1)
    }
}
