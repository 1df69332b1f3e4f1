import Agents
import AgentsTestSupport
import ChatTestSupport
import LanguageModels
import Testing
import Wire

@Suite("Runs whose store fails", .timeLimit(.minutes(1)))
struct StoreFailureTests {
    @Test("an end that the store does not take is tried again until it does: no execution is left running")
    func end() async throws {
        let fixture = ServiceFixture { $0.concurrency = 1 }
        let (execution, call) = try await fixture.begin()
        fixture.store.fail(with: .unavailable("disk full"))
        call.finish(.completed(output: "1"))
        for _ in 1...200 {
            await fixture.timer.armed()
            fixture.timer.advance(milliseconds: 5_000)
        }
        #expect(fixture.ended.all.isEmpty && fixture.agents.figures.running == 1)
        await fixture.timer.armed()
        fixture.store.fail(with: nil)
        fixture.timer.advance(milliseconds: 5_000)
        #expect(await fixture.ended.next() == EndedExecutions.End(executionID: execution.id, error: nil, nanoseconds: 0))
        #expect(try await fixture.state(execution.id).status == .completed)
    }

    @Test("a report that the store does not take waits and goes through once it does")
    func report() async throws {
        let fixture = ServiceFixture()
        let (execution, call) = try await fixture.begin()
        fixture.store.fail(with: .overloaded)
        async let report: Void = call.run.report([.output("x")])
        await fixture.timer.armed()
        fixture.store.fail(with: nil)
        fixture.timer.advance(milliseconds: 50)
        try await report
        #expect(fixture.heard(execution.id) == ["execution_update", "execution_update", "execution_output"])
    }

    @Test("a report that the store refuses for too long ends the run, as soon as that can be stored")
    func lostReport() async throws {
        let fixture = ServiceFixture { $0.retrySeconds = 0.05 }
        let (execution, call) = try await fixture.begin()
        fixture.store.fail(with: .unavailable("disk full"))
        let report = Task { try await call.run.report([.output("x")]) }
        await fixture.timer.armed()
        fixture.timer.advance(milliseconds: 50)
        await #expect(throws: RunEnded()) { try await report.value }
        #expect(await call.returned())
        await fixture.timer.armed()
        fixture.store.fail(with: nil)
        fixture.timer.advance(milliseconds: 50)
        #expect(await fixture.ended.next().error == .storeUnavailable)
        #expect(fixture.heard(execution.id).last == "execution_error")
    }

    @Test("a start that the store refuses leaves the execution first in line, and is tried again after a second")
    func start() async throws {
        let store = InMemoryExecutionStore(mode: .manual)
        let fixture = ServiceFixture(store: store)
        async let first = fixture.create()
        while store.waitingWrites < 1 { await Task.yield() }
        store.commit()
        let execution = try await first
        store.fail(with: .unavailable("disk full"))
        store.commit()
        store.fail(with: nil)
        fixture.pass(seconds: 0.75)
        #expect(store.waitingWrites == 0 && fixture.agents.figures.pending == 1)
        fixture.pass(seconds: 0.5)
        #expect(store.waitingWrites == 1)
        store.commit()
        #expect(await fixture.runner.call().run.execution.id == execution.id)
        #expect(fixture.agents.figures.running == 1)
    }

    @Test("a full queue of writes refuses a start on the spot, and loses nothing")
    func fullQueue() async throws {
        let store = InMemoryExecutionStore(mode: .manual, queueLimit: 1)
        let fixture = ServiceFixture(store: store)
        async let first = fixture.create()
        while store.waitingWrites < 1 { await Task.yield() }
        store.commit()
        _ = try await first
        store.commit()
        let call = await fixture.runner.call()
        // Something else takes the only place.
        fixture.agents.cancel("nobody", reason: nil, receivedAt: 0) { _ in }
        call.finish(.completed(output: "1"))
        await fixture.timer.armed()
        store.commit()
        fixture.timer.advance(milliseconds: 50)
        store.commit()
        #expect(await fixture.ended.next().error == nil)
    }
}
