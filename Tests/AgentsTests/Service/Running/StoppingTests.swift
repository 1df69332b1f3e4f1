import Agents
import AgentsTestSupport
import ChannelLayer
import ChatTestSupport
import LanguageModels
import Testing
import Wire

@Suite("Stopping and starting again", .timeLimit(.minutes(1)))
struct StoppingTests {
    @Test("what runs here is failed as interrupted, or waits again if its agent says that it may; nothing is begun any more")
    func stopping() async throws {
        let fixture = ServiceFixture()
        let (first, firstCall) = try await fixture.begin("writer")
        let (second, secondCall) = try await fixture.begin("coder")
        await fixture.agents.stop()
        #expect(await firstCall.returned())
        #expect(await secondCall.returned())
        let failed = try await fixture.state(first.id)
        #expect(failed.status == .failed && failed.error?.code == .interrupted)
        let requeued = try await fixture.state(second.id)
        #expect(requeued.status == .pending && requeued.attempt == 2)
        let late = try await fixture.create()
        fixture.pass(seconds: 2)
        #expect(try await fixture.state(late.id).status == .pending)
        #expect(fixture.runner.order == ["\(first.id) 1", "\(second.id) 1"])
        #expect(
            fixture.receiver.texts.contains {
                $0 == #"{"type":"execution_update","execution_id":"id-2","seq":3,"status":"pending","data":{"attempt":2,"#
                    + #""reason":"the server stopped before it was complete","at":"2023-11-14T22:13:20.000Z"}}"#
            })
    }

    @Test("a start that is being stored while the server stops is ended, too, and the stop waits for it")
    func startInFlight() async throws {
        let store = InMemoryExecutionStore(mode: .manual)
        let fixture = ServiceFixture(store: store)
        async let creation = fixture.create()
        while store.waitingWrites < 1 { await Task.yield() }
        store.commit()
        let id = try await creation.id
        async let stopped: Void = fixture.agents.stop()
        await fixture.timer.armed()
        store.commit()
        store.commit()
        await stopped
        #expect(try await store.execution(id)?.execution.error?.code == .interrupted)
        #expect(fixture.runner.order.isEmpty)
    }

    @Test("a store that takes no end holds the stop up for a while only, and the next start closes what is left")
    func giveUp() async throws {
        let store = InMemoryExecutionStore()
        let fixture = ServiceFixture(store: store)
        let (execution, _) = try await fixture.begin()
        store.fail(with: .unavailable("disk full"))
        async let stopped: Void = fixture.agents.stop()
        await fixture.timer.armed()
        for _ in 1...20 { fixture.timer.advance(milliseconds: 1_000) }
        await stopped
        store.fail(with: nil)
        let next = ServiceFixture(store: store, clock: fixture.clock)
        try await next.agents.recover()
        #expect(try await next.state(execution.id).error?.code == .interrupted)
    }

    @Test("a stop after one that was given up waits for nobody any more")
    func secondStop() async throws {
        let fixture = ServiceFixture { $0.stopSeconds = 1 }
        _ = try await fixture.begin()
        fixture.store.fail(with: .unavailable("disk full"))
        async let stopped: Void = fixture.agents.stop()
        await fixture.timer.armed()
        for _ in 1...4 { fixture.timer.advance(milliseconds: 1_000) }
        await stopped
        await fixture.agents.stop()
    }

    @Test("what was put back before a start waits from that on, what was not begun since it was made")
    func waitAfterRestart() async throws {
        let store = InMemoryExecutionStore()
        let before = ServiceFixture(store: store) { $0.concurrency = 0 }
        let first = try await before.create("crawl")
        let second = try await before.create("scan")
        _ = try await before.claim(["crawl"])
        before.clock.advance(seconds: 6)
        before.agents.sweep()
        try await before.flushed()
        before.clock.advance(seconds: 94)
        let after = ServiceFixture(store: store, clock: before.clock)
        try await after.agents.recover()
        after.clock.advance(seconds: 2)
        #expect(try await after.claim(["crawl"])?.execution.id == first.id)
        #expect(after.waited == 2)
        #expect(try await after.claim(["scan"])?.execution.id == second.id)
        #expect(after.waited == 104)
    }

    @Test("after a kill what waited waits on, what ran here is interrupted or begins again, what a worker has goes on")
    func recovery() async throws {
        let store = InMemoryExecutionStore()
        let before = ServiceFixture(store: store)
        let (failed, _) = try await before.begin("writer")
        let (again, _) = try await before.begin("coder")
        let claim = try await before.claimed("scan")
        try await before.report(claim, from: 1, .usage(inputTokens: 5, outputTokens: 0, costUSD: 1))
        let waiting = try await before.create("crawl")
        before.clock.advance(seconds: 29)
        let after = ServiceFixture(store: store, clock: before.clock)
        try await after.agents.recover()
        #expect(try await after.state(failed.id).error?.code == .interrupted)
        let call = await after.runner.call()
        #expect(call.run.execution.id == again.id && call.run.execution.attempt == 2)
        #expect(try await after.claim(["crawl"])?.execution.id == waiting.id)
        after.pass(seconds: 4)
        #expect(try await after.report(claim, from: 2, .usage(inputTokens: 2, outputTokens: 0, costUSD: 1)).status == .running)
        #expect(after.metric("telltale_agent_tokens_total", "worker", "none", "input") == 2)
        #expect(after.metric("telltale_agent_cost_usd_total", "worker", "none") == 1)
        #expect(after.metric("telltale_agent_failures_total", "telltale", "interrupted") == 1)
    }

    @Test("a worker that is silent after a start has a whole lease from then on")
    func recoveredLease() async throws {
        let store = InMemoryExecutionStore()
        let before = ServiceFixture(store: store)
        let claim = try await before.claimed("scan")
        before.clock.advance(seconds: 600)
        let after = ServiceFixture(store: store, clock: before.clock)
        try await after.agents.recover()
        after.pass(seconds: 29.75)
        try await after.flushed()
        #expect(try await after.state(claim.execution.id).status == .running)
        after.pass(seconds: 0.25)
        #expect(await after.ended.next().error == .interrupted)
    }

    @Test("many open executions are all found, a page at a time, and a store that fails stops the start")
    func manyOpen() async throws {
        let store = InMemoryExecutionStore()
        for index in 0..<300 { try await store.create("e\(index)", agent: "scan", by: "u\(index % 7)") }
        let fixture = ServiceFixture(store: store)
        try await fixture.agents.recover()
        #expect(fixture.agents.figures.pending == 300)
        var owners: [String] = []
        for _ in 0..<14 { owners.append(try #require(try await fixture.claim()).execution.userID) }
        #expect(owners == (0..<14).map { "u\($0 % 7)" })
        store.fail(with: .unavailable("damaged"))
        let other = ServiceFixture(store: store)
        #expect(await code { try await other.agents.recover() } == .storeUnavailable)
    }
}
