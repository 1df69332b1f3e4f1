import Testing

@testable import Storage

@Suite("Pacing of transactions")
struct PacingTests {
    private let pacing = Pacing(interval: 1_000)

    @Test("a busy store waits for the rest of the interval")
    func busy() {
        #expect(pacing.pause(after: 8, elapsed: 400, waiting: 0) == 600)
        #expect(pacing.pause(after: 100, elapsed: 400, waiting: 50) == 600)
    }

    @Test("it does not wait after few writes, after a long transaction, or when many writes wait")
    func others() {
        #expect(pacing.pause(after: 7, elapsed: 400, waiting: 0) == 0)
        #expect(pacing.pause(after: 8, elapsed: 1_200, waiting: 0) == 0)
        #expect(pacing.pause(after: 8, elapsed: 400, waiting: 1_024) == 0)
        #expect(Pacing(interval: 0).pause(after: 8, elapsed: 400, waiting: 0) == 0)
    }
}
