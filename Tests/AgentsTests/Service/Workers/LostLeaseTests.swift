import Agents
import AgentsTestSupport
import Testing
import Wire

@Suite("Leases that run out", .timeLimit(.minutes(1)))
struct LostLeaseTests {
    @Test("an execution whose worker is silent fails, once, and its worker hears of it")
    func failing() async throws {
        let fixture = ServiceFixture()
        let claim = try await fixture.claimed("scan")
        fixture.pass(seconds: 29.75)
        try await fixture.flushed()
        #expect(fixture.ended.all.isEmpty)
        fixture.pass(seconds: 2)
        #expect(await fixture.ended.next().error == .interrupted)
        try await fixture.flushed()
        #expect(try await fixture.state(claim.execution.id).error?.message == "its worker did not report for 30 s")
        #expect(fixture.metric("telltale_agent_leases_lost_total", "worker", "failed") == 1 && fixture.ended.all.count == 1)
        #expect(await code { try await fixture.report(claim, from: 1, .output("late")) } == .conflict)
    }

    @Test("an agent that may begin again is put in front of its owner's line, as often as it may")
    func requeueing() async throws {
        let fixture = ServiceFixture()
        let first = try await fixture.claimed("crawl")
        try await fixture.create("crawl")
        fixture.pass(seconds: 5)
        try await fixture.flushed()
        #expect(fixture.metric("telltale_agent_leases_lost_total", "worker", "requeued") == 1)
        let second = try #require(try await fixture.claim())
        #expect(second.execution.id == first.execution.id && second.execution.attempt == 2 && second.lease.id != first.lease.id)
        #expect(await code { try await fixture.report(first, from: 1, .output("late")) } == .conflict)
        try await fixture.report(second, from: 1, .output("mine"))
        fixture.pass(seconds: 5)
        #expect(await fixture.ended.next().error == .interrupted)
    }

    @Test("a worker that reports in time keeps its lease for ever")
    func renewing() async throws {
        let fixture = ServiceFixture()
        let claim = try await fixture.claimed("crawl")
        for _ in 0..<20 {
            fixture.pass(seconds: 4.75)
            try await fixture.report(claim, from: nil)
        }
        #expect(try await fixture.state(claim.execution.id).status == .running && fixture.ended.all.isEmpty)
    }

    @Test("a worker that reports in time keeps its lease while the store takes nothing, and loses it when it falls silent then")
    func storeAway() async throws {
        let fixture = ServiceFixture()
        let claim = try await fixture.claimed("scan")
        fixture.store.fail(with: .unavailable("disk full"))
        for _ in 1...6 {
            fixture.pass(seconds: 10)
            #expect(await code { try await fixture.report(claim, from: nil) } == .storeUnavailable)
        }
        fixture.store.fail(with: nil)
        fixture.pass(seconds: 29.75)
        try await fixture.flushed()
        #expect(fixture.ended.all.isEmpty)
        #expect(try await fixture.report(claim, from: 1, .output("still here")).status == .running)
        fixture.store.fail(with: .unavailable("disk full"))
        var stale = claim
        stale.lease.id = "other"
        for _ in 1...3 {
            fixture.pass(seconds: 10)
            #expect(await code { try await fixture.report(stale, from: nil) } == .storeUnavailable)
        }
        fixture.store.fail(with: nil)
        fixture.pass(seconds: 1)
        #expect(await fixture.ended.next().error == .interrupted)
    }

    @Test("an end that the store does not take is tried again after a second")
    func storeFails() async throws {
        let fixture = ServiceFixture()
        _ = try await fixture.claimed("scan")
        fixture.store.fail(with: .unavailable("disk full"))
        fixture.pass(seconds: 30)
        try? await fixture.flushed()
        fixture.store.fail(with: nil)
        fixture.pass(seconds: 0.75)
        try await fixture.flushed()
        #expect(fixture.ended.all.isEmpty)
        fixture.pass(seconds: 0.25)
        #expect(await fixture.ended.next().error == .interrupted)
    }
}
