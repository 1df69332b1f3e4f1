import Testing
import Wire

@testable import Sockets

@Suite("The loops that share a publication")
struct DeliveryTrackerTests {
    @Test("record it once, with the sum and the last write, though the last loop had nobody left")
    func lastWithoutMembers() {
        let tracker = DeliveryTracker(loops: 3)
        #expect(tracker.finished(.init(endpoint: .chat, recipients: 3, writtenAt: 20)) == nil)
        #expect(tracker.finished(.init(endpoint: .chat, recipients: 4, writtenAt: 10)) == nil)
        let total = tracker.finished(nil)
        #expect(total?.recipients == 7)
        #expect(total?.writtenAt == 20)
        #expect(total?.endpoint == .chat)
    }

    @Test("record nothing when nobody was left anywhere")
    func nobody() {
        let tracker = DeliveryTracker(loops: 2)
        #expect(tracker.finished(nil) == nil)
        #expect(tracker.finished(nil) == nil)
    }
}
