import Testing

@testable import LoadGenerator

@Suite("Delivery order")
struct DeliveryOrderTests {
    @Test("messages in order are in order")
    func inOrder() {
        #expect(Self.verdicts(Array(1...200)) == Array(repeating: .next, count: 200))
    }

    @Test("a gap, what comes late, and what comes twice are told apart")
    func verdicts() {
        #expect(
            Self.verdicts([1, 1, 4, 2, 2, 4, 5, 3, 1])
                == [.next, .doubled, .afterGap, .late, .doubled, .doubled, .next, .late, .doubled])
    }

    @Test("the first message may be the one that is missing")
    func firstMissing() {
        #expect(Self.verdicts([2, 1, 1]) == [.afterGap, .late, .doubled])
    }

    @Test("what lies further back than the window is late")
    func window() {
        #expect(
            Self.verdicts(Array(1...10) + [73, 10, 11, 9, 1_000, 999, 73]).dropFirst(10)
                == [.afterGap, .doubled, .late, .late, .afterGap, .late, .late])
    }

    @Test("it remembers what was seen")
    func seen() {
        var order = DeliveryOrder()
        for sequence in [1, 2, 4] as [UInt32] { _ = order.observe(sequence) }
        #expect((1...5).map { order.hasSeen($0) } == [true, true, false, true, false])
    }

    private static func verdicts(_ sequences: [UInt32]) -> [DeliveryOrder.Verdict] {
        var order = DeliveryOrder()
        return sequences.map { order.observe($0) }
    }
}
