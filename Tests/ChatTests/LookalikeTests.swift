import ChatTestSupport
import Testing
import Wire

@testable import Chat

@Suite("Users whose ids only look the same")
struct LookalikeTests {
    private let composed = UserRef(id: "\u{e9}", name: "x")
    private let decomposed = UserRef(id: "e\u{301}", name: "x")

    @Test("presence, typing and the roster keep such users apart")
    func users() {
        var presence = Presence()
        let arrivals = [presence.arrive(composed), presence.arrive(decomposed)]
        #expect(arrivals == [true, true] && presence.online == 2)
        let isLast = presence.depart(composed.id, deadline: 5)
        let gone = presence.expire(at: 5).map { Array($0.id.utf8) }
        #expect(isLast && gone == [Array(composed.id.utf8)])
        #expect(presence.isOnline(decomposed.id) && !presence.isOnline(composed.id))
        var typing = TypingUsers()
        let starts = [typing.start(composed, until: 1, at: 0), typing.start(decomposed, until: 1, at: 0)]
        let hasStopped = typing.stop(composed.id, at: 0)
        #expect(starts == [true, true] && hasStopped && !typing.isEmpty)
        var roster = Roster(records: [ParticipantRecord(user: composed, lastReadSeq: 4)], count: 1)
        #expect(roster.name(of: decomposed.id) == nil)
        roster.join(decomposed, isNew: true)
        #expect(roster.count == 2 && roster.lastReadSeq(of: composed.id) == 4 && roster.lastReadSeq(of: decomposed.id) == 0)
    }

    @Test("two messages whose client ids only look the same are both stored and broadcast")
    func messages() async throws {
        let fixture = ChatFixture()
        let room = try await fixture.chat.enter("lobby", user: fixture.ada).room
        let first = try await fixture.chat.say("1", id: "\u{e9}", in: room, as: fixture.ada)
        let second = try await fixture.chat.say("2", id: "e\u{301}", in: room, as: fixture.ada)
        #expect(first.seq == 1 && second.seq == 2)
        #expect(try await fixture.chat.history(room, before: nil, after: nil, limit: 10).messages.map(\.content) == ["1", "2"])
    }
}
