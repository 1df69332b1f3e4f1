import Testing

@testable import Agents

@Suite("Trying the store again")
struct StoreRetryTests {
    private func delays(_ retry: StoreRetry, count: Int) -> [Int64?] {
        var retry = retry
        return (0..<count).map { _ in retry.delay(after: .overloaded).map { $0 / 1_000_000 } }
    }

    @Test("waits twice as long each time, 5 s at most, as long as the store is open")
    func forever() {
        #expect(delays(StoreRetry(seconds: nil), count: 10) == [50, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000])
    }

    @Test("gives up when the time is over, or at once when there is none or the store is closed")
    func limits() {
        #expect(delays(StoreRetry(seconds: 0.5), count: 5) == [50, 100, 200, 150, nil])
        #expect(delays(StoreRetry(seconds: 0), count: 1) == [nil])
        var retry = StoreRetry(seconds: nil)
        #expect(retry.delay(after: .closed) == nil)
    }
}
