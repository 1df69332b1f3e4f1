import LanguageModels
import Testing

@testable import telltale

/// The hour of seconds that is kept.
struct SecondRingTests {
    private func ring(of count: Int) -> SecondRing {
        var ring = SecondRing()
        for second in 0..<count { ring.append(OperationsSecond(endMilliseconds: Int64(second))) }
        return ring
    }

    @Test("an hour is kept and no more, the oldest first", arguments: [(1, 0), (3_600, 0), (3_601, 1), (3_700, 100), (7_300, 3_700)])
    func hour(count: Int, oldest: Int) {
        #expect(ring(of: count).suffix(10_000).map(\.endMilliseconds) == (oldest..<count).map(Int64.init))
    }

    @Test("of the latest there are as many as were asked for", arguments: [0, 1, 5, 3_600])
    func suffix(count: Int) {
        #expect(ring(of: 3_700).suffix(count).map(\.endMilliseconds) == (3_700 - count..<3_700).map(Int64.init))
    }

    @Test("an empty one has none")
    func empty() {
        #expect(SecondRing().suffix(60).isEmpty)
        #expect(ring(of: 3).suffix(-1).isEmpty)
    }
}
