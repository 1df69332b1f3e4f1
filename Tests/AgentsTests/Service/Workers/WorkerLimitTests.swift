import Agents
import AgentsTestSupport
import ChatTestSupport
import Testing
import Wire

@Suite("The limits of an agent that workers run", .timeLimit(.minutes(1)))
struct WorkerLimitTests {
    @Test("of cost: what goes beyond it fails the execution, the worker learns of it from the answer, and the rest is passed over")
    func cost() async throws {
        let fixture = ServiceFixture()
        let claim = try await fixture.claimed("meter")
        let id = claim.execution.id
        #expect(try await fixture.report(claim, from: 1, .usage(inputTokens: 1, outputTokens: 1, costUSD: 0.25)).status == .running)
        let receipt = try await fixture.report(
            claim, from: 2, .output("a"), .usage(inputTokens: 0, outputTokens: 0, costUSD: 0.125), .output("b"), .complete(output: "1"))
        #expect(receipt == WorkerReceipt(status: .failed, accepted: 4, nextSequence: 6, leaseExpiresAtMilliseconds: nil))
        let execution = try await fixture.state(id)
        #expect(
            execution.error
                == ExecutionFailure(code: .tooLarge, message: "The agent's limit of 0.25 US dollars is used up: it took 0.375."))
        #expect(execution.costUSD == 0.375 && execution.status == .failed)
        #expect(fixture.heard(id) == ["execution_update", "execution_update", "execution_output", "execution_error"])
        #expect(fixture.metric("telltale_agent_cost_usd_total", "worker", "none") == 0.375)
        #expect(fixture.metric("telltale_agent_failures_total", "worker", "too_large") == 1)
        let again = try await fixture.report(claim, from: 5, .complete(output: "1"))
        #expect(again.status == .failed)
        #expect(await code { try await fixture.report(claim, from: 6, .output("more")) } == .conflict)
        #expect(try await fixture.claim(["meter"]) == nil)
    }

    @Test("of tokens: those of all attempts together")
    func tokens() async throws {
        let fixture = ServiceFixture()
        let first = try await fixture.claimed("meter")
        try await fixture.report(first, from: 1, .usage(inputTokens: 60, outputTokens: 20, costUSD: 0))
        fixture.clock.advance(seconds: 19)
        try await fixture.report(first, from: nil)
        fixture.clock.advance(seconds: 0.5)
        let requeue = ExecutionChange(first.execution.id, by: .server, [.requeue(reason: "lost")], atMilliseconds: 1)
        try await fixture.store.perform(.change(requeue))
        // What the service did not write it takes in with the next change.
        let second = try await fixture.store.change(first.execution.id, .start(lease: .sample("l2"), model: nil))
        guard case .changed = second else { throw AgentError(.internal, "not begun") }
        let report = WorkerReport(leaseID: "l2", firstSequence: 1, commands: [.usage(inputTokens: 0, outputTokens: 20, costUSD: 0)])
        #expect(try await fixture.agents.report(report, on: first.execution.id, by: fixture.worker).status == .running)
        let more = WorkerReport(leaseID: "l2", firstSequence: 2, commands: [.usage(inputTokens: 1, outputTokens: 0, costUSD: 0)])
        #expect(try await fixture.agents.report(more, on: first.execution.id, by: fixture.worker).status == .failed)
        #expect(
            try await fixture.state(first.execution.id).error
                == ExecutionFailure(code: .tooLarge, message: "The agent's limit of 100 tokens is used up: it took 101."))
    }

    @Test("of time: a worker that goes on reporting is stopped all the same, and has a whole time with the next attempt")
    func time() async throws {
        let fixture = ServiceFixture()
        let claim = try await fixture.claimed("meter")
        for _ in 1...4 {
            fixture.pass(seconds: 4.75)
            #expect(try await fixture.report(claim, from: nil).status == .running)
        }
        fixture.pass(seconds: 1)
        #expect(await fixture.ended.next().error == .timeout)
        #expect(
            try await fixture.state(claim.execution.id).error
                == ExecutionFailure(code: .timeout, message: "It ran longer than its agent's limit of 20 s."))
        #expect(try await fixture.report(claim, from: nil).status == .failed)
        #expect(await code { try await fixture.report(claim, from: 1, .output("late")) } == .conflict)
        let other = try await fixture.claimed("meter")
        fixture.pass(seconds: 19)
        #expect(try await fixture.report(other, from: nil).status == .running)
        let unlimited = try await fixture.claimed("scan")
        for _ in 1...20 {
            fixture.pass(seconds: 29)
            try await fixture.report(unlimited, from: nil)
        }
        #expect(try await fixture.state(unlimited.execution.id).status == .running)
    }

    @Test("of time: what a worker held when the server was killed has what is left of it, and a store that is away only puts it off")
    func timeAfterKill() async throws {
        let store = InMemoryExecutionStore()
        let before = ServiceFixture(store: store)
        let claim = try await before.claimed("meter")
        before.clock.advance(seconds: 15)
        let after = ServiceFixture(store: store, clock: before.clock)
        try await after.agents.recover()
        after.pass(seconds: 4.75)
        try await after.flushed()
        #expect(after.ended.all.isEmpty)
        store.fail(with: .unavailable("disk full"))
        after.pass(seconds: 0.5)
        try? await after.flushed()
        store.fail(with: nil)
        after.pass(seconds: 1)
        #expect(await after.ended.next().error == .timeout)
        #expect(try await after.state(claim.execution.id).error?.code == .timeout)
    }
}
