import Testing

@testable import OpenTelemetryExporter

@Suite("Backoff")
struct BackoffTests {
    @Test("the wait doubles after each failure up to its limit, and is between half of that and all of it by chance")
    func doubling() {
        let backoff = Backoff(first: 1_000, longest: 30_000)
        let longest = [1, 2, 3, 4, 5, 6, 7, 100, .max].map { backoff.wait(failures: $0, jitter: 1) }
        let shortest = [1, 2, 6].map { backoff.wait(failures: $0, jitter: 0) }
        #expect(longest == [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000])
        #expect(shortest == [500, 1_000, 15_000])
        #expect(backoff.wait(failures: 2, jitter: 0.5) == 1_500)
    }

    @Test("the standard wait begins at a second and ends at half a minute")
    func standard() {
        #expect(Backoff().wait(failures: 1, jitter: 1) == 1_000_000_000)
        #expect(Backoff().wait(failures: 50, jitter: 1) == 30_000_000_000)
    }
}
