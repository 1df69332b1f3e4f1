import Essentials
import Testing

@Suite("Waiting before something is tried again")
struct BackoffTests {
    /// Milliseconds.
    private func delays(_ seconds: Double?, count: Int) -> [Int64?] {
        var backoff = Backoff(seconds: seconds)
        return (0..<count).map { _ in backoff.delay().map { $0 / 1_000_000 } }
    }

    @Test("takes twice as long each time, 5 s at most, for ever where no time is set")
    func forever() {
        #expect(delays(nil, count: 10) == [50, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000])
    }

    @Test("ends with the time, the last wait cut to what is left of it")
    func limits() {
        #expect(delays(0.5, count: 5) == [50, 100, 200, 150, nil])
        for seconds in [0, -1, -Double.infinity] { #expect(delays(seconds, count: 1) == [nil]) }
        #expect(delays(.infinity, count: 1) == [50])
    }
}
