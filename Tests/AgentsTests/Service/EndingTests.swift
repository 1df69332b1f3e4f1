import Agents
import AgentsTestSupport
import ChannelLayer
import ChatTestSupport
import LanguageModels
import Testing
import Wire

@Suite("Cancelling and deleting executions", .timeLimit(.minutes(1)))
struct EndingTests {
    @Test("what waits is cancelled and never runs")
    func waiting() async throws {
        let fixture = ServiceFixture { $0.concurrency = 1 }
        let (_, call) = try await fixture.begin()
        let second = try await fixture.create()
        let cancellation = try await fixture.agents.cancel(second.id, reason: "no need", by: fixture.ada)
        #expect(cancellation.seq == 2 && cancellation.execution.status == .cancelled)
        let third = try await fixture.create()
        call.finish(.completed(output: "1"))
        #expect(await fixture.runner.call().run.execution.id == third.id)
        #expect(
            fixture.receiver.texts.contains {
                $0 == #"{"type":"execution_update","execution_id":"id-2","seq":2,"status":"cancelled","#
                    + #""data":{"attempt":1,"reason":"no need","at":"2023-11-14T22:13:20.000Z"}}"#
            })
    }

    @Test("what runs is cancelled: its task is, and what it still says is not stored")
    func running() async throws {
        let fixture = ServiceFixture()
        let (execution, call) = try await fixture.begin()
        let result: Result<Cancellation, AgentError> = await withCheckedContinuation { continuation in
            fixture.agents.cancel(execution.id, reason: nil, receivedAt: 77) { continuation.resume(returning: $0) }
        }
        #expect(try result.get().seq == 3)
        #expect(await call.returned())
        await #expect(throws: RunEnded()) { try await call.run.report([.output("late")]) }
        #expect(fixture.heard(execution.id) == ["execution_update", "execution_update", "execution_update"])
        #expect(fixture.receiver.events.last?.receivedAt == 77)
        #expect(fixture.ended.all == [EndedExecutions.End(executionID: execution.id, error: nil, nanoseconds: 0)])
        #expect(fixture.metric("telltale_agent_executions_total", "telltale", "m1", "cancelled") == 1)
    }

    @Test("what it had spent when it was cancelled counts, though it is told afterwards, and nothing else does")
    func lateUsage() async throws {
        let fixture = ServiceFixture()
        let (execution, call) = try await fixture.begin()
        try await call.run.report([.usage(inputTokens: 1, outputTokens: 2, costUSD: 0.5)])
        _ = try await fixture.agents.cancel(execution.id, reason: nil, by: fixture.ada)
        await #expect(throws: RunEnded()) { try await call.run.report([.usage(inputTokens: 10, outputTokens: 20, costUSD: 0.25)]) }
        await #expect(throws: RunEnded()) {
            try await call.run.report([.usage(inputTokens: 1, outputTokens: 1, costUSD: 0), .output("x")])
        }
        let state = try await fixture.state(execution.id)
        #expect(state.status == .cancelled && state.inputTokens == 11 && state.outputTokens == 22 && state.costUSD == 0.75)
        #expect(fixture.metric("telltale_agent_tokens_total", "telltale", "m1", "input") == 11)
        #expect(fixture.metric("telltale_agent_tokens_total", "telltale", "m1", "output") == 22)
        #expect(fixture.metric("telltale_agent_cost_usd_total", "telltale", "m1") == 0.75)
        #expect(fixture.heard(execution.id).count == 3 && fixture.ended.all.count == 1)
    }

    @Test("cancelling again answers as the first time; after another end, with the state as it is")
    func again() async throws {
        let fixture = ServiceFixture()
        let (execution, call) = try await fixture.begin()
        let first = try await fixture.agents.cancel(execution.id, reason: "a", by: fixture.ada)
        let second = try await fixture.agents.cancel(execution.id, reason: "b", by: fixture.admin)
        #expect(first == second && first.seq == 3)
        _ = await call.returned()
        let (other, otherCall) = try await fixture.begin()
        otherCall.finish(.completed(output: "1"))
        for _ in 1...2 { await fixture.ended.next() }
        let late = try await fixture.agents.cancel(other.id, reason: nil, by: fixture.ada)
        #expect(late.seq == nil && late.execution.status == .completed)
        #expect(fixture.agents.figures.cancelled == 1 && fixture.agents.figures.completed == 1)
    }

    @Test("others, unknown executions, long reasons and a store that is away are reported with their codes")
    func refusals() async throws {
        let fixture = ServiceFixture { $0.concurrency = 0 }
        let id = try await fixture.create().id
        #expect(await code { _ = try await fixture.agents.cancel(id, reason: nil, by: fixture.bob) } == .forbidden)
        #expect(await code { _ = try await fixture.agents.cancel("gone", reason: nil, by: fixture.ada) } == .notFound)
        let long = String(repeating: "x", count: 1_001)
        #expect(await code { _ = try await fixture.agents.cancel(id, reason: long, by: fixture.ada) } == .badFrame)
        fixture.store.fail(with: .unavailable("disk full"))
        let codes = Collected<ErrorCode?>()
        await withCheckedContinuation { continuation in
            fixture.agents.cancel(id, reason: nil, receivedAt: 0) { result in
                if case .failure(let error) = result { codes.append(error.code) }
                continuation.resume()
            }
        }
        #expect(codes.all == [.storeUnavailable])
    }

    @Test("only what is over is deleted, and its sockets are dismissed")
    func deleting() async throws {
        let fixture = ServiceFixture { $0.concurrency = 0 }
        let id = try await fixture.create().id
        #expect(await code { try await fixture.agents.delete(id, by: fixture.ada) } == .conflict)
        _ = try await fixture.agents.cancel(id, reason: nil, by: fixture.ada)
        #expect(await code { try await fixture.agents.delete(id, by: fixture.bob) } == .forbidden)
        try await fixture.agents.delete(id, by: fixture.ada)
        #expect(fixture.sockets.groups == ["execution_\(id)"])
        #expect(await code { try await fixture.agents.delete(id, by: fixture.ada) } == .notFound)
    }
}
