import Testing

@testable import OpenTelemetryExporter

/// Times are in seconds here; the plan does not mind.
@Suite("Push plan")
struct PushPlanTests {
    private static let backoff = Backoff(first: 1, longest: 30)
    private let refused = ExportResult(outcome: .unavailable)
    private let ok = ExportResult(outcome: .ok)

    /// A plan that an expectation can move on.
    private final class Plan {
        private var plan: PushPlan

        init(_ plan: PushPlan) { self.plan = plan }

        var isWaiting: Bool { plan.isWaiting }

        func next(at now: Int64) -> PushPlan.Action { plan.next(at: now) }

        @discardableResult
        func ended(_ result: ExportResult, at now: Int64, jitter: Double) -> Bool { plan.ended(result, at: now, jitter: jitter) }

        func stop(at now: Int64, within limit: Int64) { plan.stop(at: now, within: limit) }
    }

    private func plan() -> Plan {
        Plan(PushPlan(now: 1_000, interval: 60, timeout: 10, backoff: Self.backoff))
    }

    @Test("pushes at fixed distances, the first one interval after the start")
    func fixedDistances() {
        let plan = plan()
        #expect(plan.next(at: 1_000) == .sleep(until: 1_060))
        #expect(plan.next(at: 1_060) == .sendNew(timeout: 10))
        plan.ended(ok, at: 1_063, jitter: 1)
        #expect(plan.next(at: 1_063) == .sleep(until: 1_120))
        #expect(plan.next(at: 1_121) == .sendNew(timeout: 10))
        plan.ended(ok, at: 1_122, jitter: 1)
        #expect(plan.next(at: 1_122) == .sleep(until: 1_180))
    }

    @Test("a push that takes longer than the interval makes the next ones fall out")
    func slowPush() {
        let plan = plan()
        _ = plan.next(at: 1_060)
        plan.ended(ok, at: 1_200, jitter: 1)
        #expect(plan.next(at: 1_200) == .sleep(until: 1_240))
    }

    @Test("the same snapshot goes again after waits that double")
    func retries() {
        let plan = plan()
        _ = plan.next(at: 1_060)
        #expect(!plan.ended(refused, at: 1_061, jitter: 1))
        #expect(plan.isWaiting)
        #expect(plan.next(at: 1_061) == .sleep(until: 1_062))
        #expect(plan.next(at: 1_062) == .sendAgain(timeout: 10))
        plan.ended(refused, at: 1_062, jitter: 1)
        #expect(plan.next(at: 1_062) == .sleep(until: 1_064))
        #expect(plan.next(at: 1_064) == .sendAgain(timeout: 10))
        plan.ended(ok, at: 1_065, jitter: 1)
        #expect(!plan.isWaiting)
        #expect(plan.next(at: 1_065) == .sleep(until: 1_120))
    }

    @Test("a snapshot that cannot go again before the next is due is given up, and the next is new")
    func givenUp() {
        let plan = plan()
        _ = plan.next(at: 1_060)
        for time in [1_060, 1_061, 1_063, 1_067, 1_075] as [Int64] {
            #expect(!plan.ended(refused, at: time, jitter: 1))
            _ = plan.next(at: .max)
        }
        let isGivenUp = plan.ended(refused, at: 1_091, jitter: 1)
        #expect(isGivenUp)
        #expect(plan.next(at: 1_091) == .sleep(until: 1_120))
        #expect(plan.next(at: 1_120) == .sendNew(timeout: 10))
    }

    @Test("while the collector stays away the waits stay long, and there is one attempt an interval at least")
    func longAway() {
        let plan = plan()
        var attempts = 0
        var now: Int64 = 1_000
        while now < 1_000 + 60 * 100 {
            switch plan.next(at: now) {
            case .sleep(let until): now = until
            case .sendNew, .sendAgain:
                attempts += 1
                plan.ended(refused, at: now, jitter: 1)
            case .end: Issue.record("the plan ended")
            }
        }
        #expect((100...210).contains(attempts))
    }

    @Test("success makes the waits short again")
    func forgiven() {
        let plan = plan()
        _ = plan.next(at: 1_060)
        plan.ended(refused, at: 1_060, jitter: 1)
        _ = plan.next(at: 1_061)
        plan.ended(refused, at: 1_061, jitter: 1)
        _ = plan.next(at: 1_063)
        plan.ended(ok, at: 1_063, jitter: 1)
        _ = plan.next(at: 1_120)
        plan.ended(refused, at: 1_120, jitter: 1)
        #expect(plan.next(at: 1_120) == .sleep(until: 1_121))
    }

    @Test("what is rejected does not go again", arguments: [ExportOutcome.rejected, .partial])
    func rejected(_ outcome: ExportOutcome) {
        let plan = plan()
        _ = plan.next(at: 1_060)
        #expect(!plan.ended(ExportResult(outcome: outcome), at: 1_060, jitter: 1))
        #expect(plan.next(at: 1_060) == .sleep(until: 1_120))
    }

    @Test("the collector's own wish for a wait counts instead of ours")
    func retryAfter() {
        let plan = plan()
        _ = plan.next(at: 1_060)
        plan.ended(ExportResult(outcome: .unavailable, retryAfter: 20), at: 1_060, jitter: 0)
        #expect(plan.next(at: 1_060) == .sleep(until: 1_080))
        #expect(plan.next(at: 1_080) == .sendAgain(timeout: 10))
    }

    @Test("a wish beyond the next push is kept to: the snapshot is given up and a new one goes when the time has come")
    func longRetryAfter() {
        let plan = plan()
        _ = plan.next(at: 1_060)
        let isGivenUp = plan.ended(ExportResult(outcome: .unavailable, retryAfter: 100), at: 1_060, jitter: 0)
        #expect(isGivenUp)
        #expect(plan.next(at: 1_060) == .sleep(until: 1_160))
        #expect(plan.next(at: 1_160) == .sendNew(timeout: 10))
        plan.ended(ok, at: 1_160, jitter: 0)
        #expect(plan.next(at: 1_160) == .sleep(until: 1_180))
    }

    @Test("servers that are told the same wait come back up to a tenth of it later, by chance")
    func retryAfterJitter() {
        let plan = plan()
        _ = plan.next(at: 1_060)
        plan.ended(ExportResult(outcome: .unavailable, retryAfter: 20), at: 1_060, jitter: 1)
        #expect(plan.next(at: 1_060) == .sleep(until: 1_082))
    }

    @Test("stopping sends a new snapshot at once, whatever was under way", arguments: ["idle", "sending", "waiting"])
    func stopping(_ state: String) {
        let plan = plan()
        if state != "idle" { _ = plan.next(at: 1_060) }
        if state == "waiting" { plan.ended(refused, at: 1_060, jitter: 1) }
        plan.stop(at: 1_060, within: 5)
        #expect(plan.next(at: 1_060) == .sendNew(timeout: 5))
        plan.ended(ok, at: 1_061, jitter: 1)
        #expect(plan.next(at: 1_061) == .end)
    }

    @Test("the last push is tried again only while its time lasts")
    func lastPush() {
        let plan = plan()
        plan.stop(at: 1_010, within: 5)
        #expect(plan.next(at: 1_010) == .sendNew(timeout: 5))
        #expect(!plan.ended(refused, at: 1_010, jitter: 1))
        #expect(plan.next(at: 1_011) == .sendAgain(timeout: 4))
        #expect(!plan.ended(refused, at: 1_011, jitter: 1))
        #expect(plan.next(at: 1_013) == .sendAgain(timeout: 2))
        let isGivenUp = plan.ended(refused, at: 1_013, jitter: 1)
        #expect(isGivenUp)
        #expect(plan.next(at: 1_013) == .end)
    }

    @Test("stopping twice changes nothing")
    func stoppingTwice() {
        let plan = plan()
        plan.stop(at: 1_010, within: 5)
        _ = plan.next(at: 1_010)
        plan.stop(at: 1_012, within: 5)
        plan.ended(ok, at: 1_012, jitter: 1)
        #expect(plan.next(at: 1_012) == .end)
        plan.stop(at: 1_013, within: 5)
        #expect(plan.next(at: 1_013) == .end)
    }
}
