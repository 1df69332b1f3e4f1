import Testing

@testable import Sockets

@Suite("The pace of walks over a room")
struct WalkPacingTests {
    @Test("a long walk is followed after half its time, a very long one after two milliseconds")
    func long() {
        var pacing = WalkPacing()
        pacing.began(at: 1_000_000)
        pacing.ended(at: 2_000_000)
        #expect(pacing.wait(at: 2_000_000) == 500_000)
        #expect(pacing.wait(at: 2_400_000) == 100_000)
        pacing.began(at: 10_000_000)
        pacing.ended(at: 90_000_000)
        #expect(pacing.wait(at: 90_000_000) == 2_000_000)
    }

    @Test("a room at rest and a small one never wait")
    func rest() {
        var pacing = WalkPacing()
        #expect(pacing.wait(at: 5) == 0)
        pacing.began(at: 1_000_000)
        pacing.ended(at: 1_099_999)
        #expect(pacing.wait(at: 1_099_999) == 0)
        pacing.began(at: 2_000_000)
        pacing.ended(at: 4_000_000)
        #expect(pacing.wait(at: 5_000_000) == 0)
    }
}
