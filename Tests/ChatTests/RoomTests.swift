import Testing
import Wire
@testable import Chat

@Suite("What a room remembers")
struct RoomTests {
    private let ada = UserRef(id: "ada", name: "Ada")
    private let bob = UserRef(id: "bob", name: "Bob")

    @Test("presence is a trace of arrivals, departures and graces")
    func presence() {
        var presence = Presence()
        #expect(presence.arrive(ada) == true)
        #expect(presence.arrive(ada) == false)
        #expect(presence.sockets == 2 && presence.online == 1)
        #expect(presence.depart("ada", deadline: 10) == false)
        #expect(presence.depart("ada", deadline: 11) == true)
        #expect(presence.sockets == 0 && presence.online == 1 && presence.hasDepartures)
        #expect(presence.expire(at: 10) == [])
        #expect(presence.arrive(ada) == false)
        #expect(presence.expire(at: 11) == [])
        #expect(!presence.hasDepartures)
        #expect(presence.depart("ada", deadline: 20) == true)
        #expect(presence.arrive(bob) == true)
        #expect(presence.depart("bob", deadline: 21) == true)
        #expect(presence.expire(at: 30) == [ada, bob])
        #expect(presence.online == 0 && !presence.isOnline("ada"))
    }

    @Test("a departure of somebody who is not here changes nothing")
    func strangerDeparts() {
        var presence = Presence()
        #expect(presence.arrive(ada) == true)
        #expect(presence.depart("bob", deadline: 1) == false)
        #expect(presence.depart("ada", deadline: 1) == true)
        #expect(presence.depart("ada", deadline: 1) == false)
        #expect(presence.sockets == 0)
    }

    @Test("a roster counts each participant once, whatever order the writes are noted in")
    func roster() {
        var roster = Roster(records: [ParticipantRecord(user: ada, lastReadSeq: 4)], count: 1)
        roster.join(bob, isNew: true)
        roster.join(bob, isNew: false)
        roster.join(UserRef(id: "bob", name: "Robert"), isNew: true)
        #expect(roster.count == 2 && roster.listed.map(\.name) == ["Ada", "Robert"])
        roster.markRead("ada", seq: 9)
        roster.markRead("ada", seq: 3)
        roster.setOnline("ada", true)
        #expect(roster.listed.first == Participant(id: "ada", name: "Ada", online: true, lastReadSeq: 9))
    }

    @Test("a roster forgets those who went offline once it knows too many, and never the listed")
    func rosterForgets() {
        var roster = Roster(records: [], count: 0)
        for index in 0...Roster.memoryLimit {
            roster.join(UserRef(id: "user-\(index)", name: "x"), isNew: true)
        }
        #expect(roster.isComplete)
        roster.setOnline("user-5", false)
        #expect(roster.name(of: "user-5") == "x" && roster.isComplete)
        roster.setOnline("user-500", false)
        #expect(roster.name(of: "user-500") == nil && !roster.isComplete)
        #expect(roster.count == Roster.memoryLimit + 1)
        roster.learn(ParticipantRecord(user: UserRef(id: "user-500", name: "x"), lastReadSeq: 7))
        #expect(roster.lastReadSeq(of: "user-500") == 7 && roster.count == Roster.memoryLimit + 1)
    }

    @Test("a roster keeps its order when somebody is removed, and knows who joins again")
    func rosterRemoves() {
        let eve = UserRef(id: "eve", name: "Eve")
        var roster = Roster(records: [ada, bob, eve].map { ParticipantRecord(user: $0, lastReadSeq: 0) }, count: 3)
        roster.remove("bob")
        roster.markRead("eve", seq: 5)
        roster.setOnline("eve", true)
        #expect(roster.count == 2 && roster.name(of: "bob") == nil && roster.isComplete)
        #expect(roster.listed.map(\.id) == ["ada", "eve"] && roster.listed.map(\.lastReadSeq) == [0, 5])
        roster.join(bob, isNew: true)
        roster.setOnline("bob", true)
        #expect(roster.listed.map(\.id) == ["ada", "eve", "bob"] && roster.listed.map(\.online) == [false, true, true])
        roster.remove("somebody whom the room did not know")
        #expect(roster.count == 2 && roster.listed.count == 3)
    }

    @Test("settings that make no sense as a time are cut to what does")
    func configuration() {
        #expect(ChatConfiguration(typingSeconds: -1).typingNanoseconds == 0)
        #expect(ChatConfiguration(typingSeconds: .infinity).typingNanoseconds == 3_200_000_000_000_000_000)
        #expect(ChatConfiguration(presenceGraceSeconds: 0.25).presenceGraceNanoseconds == 250_000_000)
        #expect(ChatConfiguration(presenceGraceSeconds: .nan).presenceGraceNanoseconds == 0)
    }
}
