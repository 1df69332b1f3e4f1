import Testing

@testable import Sockets

@Suite("A member that catches up")
struct MembershipTests {
    @Test("notes events that the store has and holds the others until its first frame is out")
    func joining() {
        var membership = Membership()
        #expect(membership.fate(seq: 7) == .drop)
        #expect(membership.fate(seq: 0) == .hold)
        #expect(membership.noted == 7)
        membership.begin()
        #expect(membership.fate(seq: 0) == .deliver)
        #expect(membership.fate(seq: 8) == .drop)
        #expect(membership.noted == 8)
    }

    @Test("goes live only when it was replayed all that came by")
    func live() {
        var membership = Membership()
        membership.begin()
        _ = membership.fate(seq: 9)
        let (early, complete) = (membership.goLive(after: 8), membership.goLive(after: 9))
        #expect(!early)
        #expect(complete)
    }

    @Test("leaves out live events that it was replayed")
    func skips() {
        var membership = Membership()
        _ = membership.goLive(after: 9)
        #expect(membership.fate(seq: 9) == .drop)
        #expect(membership.fate(seq: 10) == .deliver)
        #expect(membership.fate(seq: 0) == .deliver)
        #expect(!membership.takesWhole(lowestSeq: 9))
        #expect(membership.takesWhole(lowestSeq: 10))
    }

    @Test("leaves out the parts that it was told in one piece, whenever they come by, and takes every later one")
    func parts() {
        var membership = Membership()
        #expect(membership.fate(seq: 0, part: 3) == .hold)
        membership.skipParts(through: 4)
        #expect(membership.fate(seq: 0, part: 4) == .drop)
        #expect(membership.fate(seq: 0, part: 5) == .hold)
        membership.begin()
        #expect(membership.fate(seq: 0, part: 4) == .drop)
        #expect(membership.fate(seq: 0, part: 5) == .deliver)
        #expect(membership.fate(seq: 0) == .deliver)
        _ = membership.goLive(after: 0)
        #expect(membership.fate(seq: 0, part: 4) == .drop)
        #expect(membership.fate(seq: 0, part: 5) == .deliver)
        #expect(!membership.takesWhole(lowestSeq: 1, lowestPart: 4))
        #expect(membership.takesWhole(lowestSeq: 1, lowestPart: 5))
        #expect(membership.takesWhole(lowestSeq: 1))
    }

    @Test("never forgets what it was told")
    func partsNeverGoBack() {
        var membership = Membership()
        membership.skipParts(through: 4)
        membership.skipParts(through: 2)
        #expect([4, 5].map(membership.isTold) == [true, false])
        #expect(!membership.isTold(part: 0))
    }
}
