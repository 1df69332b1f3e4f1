import Testing

@testable import LoadGenerator

@Suite("Open loop and latency")
struct ScheduleTests {
    @Test("messages are due at even distances, without drift")
    func even() {
        var schedule = OpenLoopSchedule(start: 1_000, rate: 3)
        let early = schedule.take(at: 999)?.number
        #expect(early == nil)
        let due = (0..<4).map { _ in schedule.take(at: .max)?.due }
        #expect(due == [1_000, 333_334_333, 666_667_667, 1_000_001_000])
        for _ in 4..<3_000_000 { _ = schedule.take(at: .max) }
        #expect(schedule.nextDue == 1_000_000_000_001_000)
    }

    @Test("after a stall everything that was due is still due, with its own time")
    func catchingUp() {
        var schedule = OpenLoopSchedule(start: 0, rate: 1_000)
        let first = schedule.take(at: 0)?.number
        #expect(first == 0)
        var due: [Int64] = []
        while let message = schedule.take(at: 3_500_000) { due.append(message.due) }
        #expect(due == [1_000_000, 2_000_000, 3_000_000])
    }

    @Test("quantiles are within a thousandth")
    func quantiles() throws {
        var histogram = LatencyHistogram()
        for microseconds in 1...100_000 as ClosedRange<Int64> { histogram.record(nanoseconds: microseconds * 1_000) }
        let summary = try #require(histogram.summary)
        let expected: [(Double, Double)] = [
            (summary.p50, 50_000), (summary.p90, 90_000), (summary.p99, 99_000), (summary.p999, 99_900), (summary.max, 100_000),
            (summary.mean, 50_000.5),
        ]
        for (value, exact) in expected { #expect(abs(value - exact) <= exact / 1_000 + 1) }
        #expect(histogram.count == 100_000)
    }

    @Test("an empty histogram has no quantiles, a clock that went back counts as 0, and no latency is too long")
    func extremes() throws {
        var histogram = LatencyHistogram()
        #expect(histogram.summary == nil)
        histogram.record(nanoseconds: -5)
        histogram.record(nanoseconds: 3_600_000_000_000)
        let summary = try #require(histogram.summary)
        #expect(summary.p50 < 2)
        #expect(abs(summary.max - 3.6e9) < 3.6e6)
    }
}
