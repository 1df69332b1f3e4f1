import Agents
import AgentsTestSupport
import ChannelLayer
import ChatTestSupport
import LanguageModels
import Testing
import Wire

@Suite("Running executions here", .timeLimit(.minutes(1)))
struct RunningTests {
    @Test("a run's reports and its end are stored, told in order and counted")
    func whole() async throws {
        let fixture = ServiceFixture()
        let (execution, call) = try await fixture.begin()
        fixture.clock.advance(seconds: 2)
        try await call.run.report([.progress(ExecutionProgress(percentage: 50, message: "half")), .output("Hel"), .output("lo")])
        try await call.run.report([.usage(inputTokens: 3, outputTokens: 4, costUSD: 0.25)])
        call.finish(.completed(output: #""Hello""#))
        #expect(await fixture.ended.next() == EndedExecutions.End(executionID: execution.id, error: nil, nanoseconds: 2_000_000_000))
        #expect(
            fixture.heard(execution.id)
                == ["execution_update", "execution_update", "progress", "execution_output", "execution_output", "execution_complete"])
        #expect(fixture.receiver.events.map(\.seq) == [1, 2, 3, 4, 5, 6])
        let state = try await fixture.state(execution.id)
        #expect(state.status == .completed && state.output == #""Hello""# && state.progress.percentage == 100)
        #expect(state.durationMilliseconds == 2_000 && state.outputTokens == 4)
        #expect(fixture.metric("telltale_agent_executions_total", "telltale", "m1", "completed") == 1)
        #expect(fixture.metric("telltale_agent_tokens_total", "telltale", "m1", "input") == 3)
        #expect(fixture.metric("telltale_agent_cost_usd_total", "telltale", "m1") == 0.25)
        #expect(fixture.agents.figures.running == 0 && fixture.agents.figures.completed == 1)
    }

    @Test("a failed run fails its execution, and counts by its code")
    func failing() async throws {
        let fixture = ServiceFixture()
        let (execution, call) = try await fixture.begin()
        call.finish(.failed(ExecutionFailure(code: .modelError, message: "it broke")))
        #expect(await fixture.ended.next().error == .modelError)
        #expect(try await fixture.state(execution.id).error == ExecutionFailure(code: .modelError, message: "it broke"))
        #expect(fixture.metric("telltale_agent_failures_total", "telltale", "model_error") == 1)
        #expect(fixture.heard(execution.id).last == "execution_error")
    }

    @Test("no more run at once than allowed, and owners take turns")
    func fairness() async throws {
        let fixture = ServiceFixture { $0.concurrency = 1 }
        for _ in 0..<3 { try await fixture.create() }
        for _ in 0..<2 { try await fixture.create(by: fixture.bob) }
        for _ in 0..<5 {
            let call = await fixture.runner.call()
            #expect(fixture.agents.figures.running == 1)
            call.finish(.completed(output: "1"))
            await fixture.ended.next()
        }
        #expect(fixture.runner.order == ["id-1 1", "id-2 1", "id-4 1", "id-3 1", "id-5 1"])
    }

    @Test("with a concurrency of 0 nothing runs here, and what workers run never does")
    func nothing() async throws {
        let idle = ServiceFixture { $0.concurrency = 0 }
        try await idle.create()
        idle.pass(seconds: 2)
        let busy = ServiceFixture()
        try await busy.create("scan")
        busy.pass(seconds: 2)
        #expect(idle.agents.figures.pending == 1 && busy.agents.figures.pending == 1 && busy.runner.order.isEmpty)
    }

    @Test("a run that takes longer than its agent may fails with timeout, and its task is cancelled")
    func deadline() async throws {
        let fixture = ServiceFixture()
        let (execution, call) = try await fixture.begin()
        fixture.pass(seconds: 60)
        #expect(try await fixture.state(execution.id).status == .running)
        fixture.pass(seconds: 1.5)
        #expect(await fixture.ended.next().error == .timeout)
        #expect(await call.returned())
        #expect(try await fixture.state(execution.id).error?.message == "It ran longer than its agent's limit of 60 s.")
    }

    @Test("what cannot be stored for want of room, or is malformed, fails the execution and stops the run")
    func room() async throws {
        let fixture = ServiceFixture()
        let piece = String(repeating: "x", count: ExecutionLimits.deltaBytes)
        let (_, call) = try await fixture.begin()
        for _ in 0..<(ExecutionLimits.outputBytes / piece.utf8.count) { try await call.run.report([.output(piece)]) }
        await #expect(throws: RunEnded()) { try await call.run.report([.output("x")]) }
        #expect(await fixture.ended.next().error == .tooLarge)
        #expect(await call.returned())
        let (_, other) = try await fixture.begin()
        await #expect(throws: RunEnded()) { try await other.run.report([.usage(inputTokens: 1, outputTokens: 1, costUSD: .nan)]) }
        #expect(await fixture.ended.next().error == .internal)
        for (output, expected) in [("{", ErrorCode.internal), ("\"" + String(repeating: "x", count: 256 << 10) + "\"", .tooLarge)] {
            try await fixture.begin().call.finish(.completed(output: output))
            #expect(await fixture.ended.next().error == expected)
        }
    }

    @Test("a failure's message is cut to what may be stored")
    func longMessage() async throws {
        let fixture = ServiceFixture()
        let (execution, call) = try await fixture.begin()
        call.finish(.failed(ExecutionFailure(code: .internal, message: String(repeating: "é", count: 5_000))))
        await fixture.ended.next()
        #expect(try await fixture.state(execution.id).error?.message.utf8.count == ExecutionLimits.messageBytes)
    }
}
