import Agents
import AgentsTestSupport
import ChannelLayer
import ChatTestSupport
import LanguageModels
import Telemetry
import Testing
import Wire

@Suite("Making executions")
struct CreatingTests {
    @Test("an execution waits, as its agent is declared, and its making is told as the protocol says")
    func creation() async throws {
        let fixture = ServiceFixture { $0.concurrency = 0 }
        let draft = ExecutionDraft(
            agent: "writer", input: #"{"topic":"rain"}"#,
            labels: [ExecutionLabel(name: "z", value: "1"), ExecutionLabel(name: "a", value: "2")])
        let created = try await fixture.agents.create(draft, by: fixture.ada)
        #expect(created.isNew && created.execution.status == .pending && created.execution.userID == "ada")
        #expect(created.execution.platform == "telltale" && created.execution.model == "m1")
        #expect(created.execution.labels.map(\.name) == ["a", "z"])
        #expect(
            fixture.receiver.texts == [
                #"{"type":"execution_update","execution_id":"id-1","seq":1,"status":"pending","#
                    + #""data":{"attempt":1,"at":"2023-11-14T22:13:20.000Z"}}"#
            ])
        #expect(fixture.receiver.events.first?.subjectID == "id-1" && fixture.agents.figures.pending == 1)
        #expect(fixture.metric("telltale_agent_executions", "pending") == 1)
    }

    @Test("nothing is told before the commit, and a batch is flushed once")
    func commitFirst() async throws {
        let store = InMemoryExecutionStore(mode: .manual)
        let fixture = ServiceFixture(store: store) { $0.concurrency = 0 }
        async let first = fixture.create()
        async let second = fixture.create(by: fixture.bob)
        while store.waitingWrites < 2 { await Task.yield() }
        #expect(fixture.receiver.events.isEmpty && fixture.agents.figures.pending == 0)
        store.commit()
        _ = try await (first, second)
        #expect(fixture.receiver.events.count == 2 && fixture.receiver.flushes == 1)
    }

    @Test("what nobody can be asked is refused, and nothing is stored of it")
    func refusals() async throws {
        let fixture = ServiceFixture()
        let labels = (0...32).map { ExecutionLabel(name: "l\($0)", value: "") }
        let long = ExecutionLabel(name: "a", value: String(repeating: "x", count: 257))
        let drafts: [(ExecutionDraft, ErrorCode)] = [
            (ExecutionDraft(agent: "nobody", input: "1"), .badFrame),
            (ExecutionDraft(agent: "writer", input: ""), .badFrame),
            (ExecutionDraft(agent: "writer", input: "{"), .badFrame),
            (ExecutionDraft(agent: "writer", input: "1 2"), .badFrame),
            (ExecutionDraft(agent: "writer", input: "\"" + String(repeating: "x", count: ExecutionLimits.inputBytes) + "\""), .tooLarge),
            (ExecutionDraft(agent: "writer", input: "1", labels: labels), .badFrame),
            (ExecutionDraft(agent: "writer", input: "1", labels: [labels[0], labels[0]]), .badFrame),
            (ExecutionDraft(agent: "writer", input: "1", labels: [ExecutionLabel(name: "a b", value: "")]), .badFrame),
            (ExecutionDraft(agent: "writer", input: "1", labels: [long]), .badFrame),
            (ExecutionDraft(agent: "writer", input: "1", labels: [ExecutionLabel(name: "a", value: "b\n")]), .badFrame),
            (ExecutionDraft(agent: "writer", input: "1", idempotencyKey: "k\u{7f}"), .badFrame),
            (ExecutionDraft(agent: "writer", input: "1", idempotencyKey: ""), .badFrame),
            (ExecutionDraft(agent: "writer", input: "1", idempotencyKey: String(repeating: "k", count: 201)), .badFrame),
            (ExecutionDraft(agent: "ops", input: "1"), .forbidden),
            (ExecutionDraft(agent: "health-report", input: "1"), .forbidden),
        ]
        for (draft, expected) in drafts {
            #expect(await code { _ = try await fixture.agents.create(draft, by: fixture.ada) } == expected)
        }
        let unknown = await refusal { _ = try await fixture.agents.create(drafts[0].0, by: fixture.ada) }
        #expect(unknown?.message == "there is no agent named nobody; there are: writer, coder, scan, crawl, meter, ops, health-report")
        for (label, message) in [
            (ExecutionLabel(name: "a b", value: ""), "the names of labels must be 1 to 80 characters of A-Z a-z 0-9 _ - ."),
            (long, "labels.a must have at most 256 bytes"),
            (ExecutionLabel(name: "a", value: "b\u{0}"), "labels.a must have no control characters"),
        ] {
            let draft = ExecutionDraft(agent: "writer", input: "1", labels: [label])
            #expect(await refusal { _ = try await fixture.agents.create(draft, by: fixture.ada) }?.message == message)
        }
        #expect(fixture.store.writes == 0)
    }

    @Test("an agent for operators runs for those whose token had the scope, and knows that they had it")
    func operators() async throws {
        let fixture = ServiceFixture()
        try await fixture.create("ops", by: fixture.operatorEve)
        #expect(await fixture.runner.call().run.user == AgentUser(id: "eve", isOperator: true))
        try await fixture.create("writer")
        #expect(await fixture.runner.call().run.user == AgentUser(id: "ada"))
    }

    @Test("a key that its owner used before gives the execution of then; other owners' keys are their own")
    func keys() async throws {
        let fixture = ServiceFixture { $0.concurrency = 0 }
        let first = try await fixture.create(key: "k")
        let again = try await fixture.agents.create(
            ExecutionDraft(agent: "coder", input: "2", idempotencyKey: "k"), by: fixture.ada)
        #expect(!again.isNew && again.execution == first)
        #expect(try await fixture.create(by: fixture.bob, key: "k").id != first.id)
        #expect(fixture.receiver.events.count == 2 && fixture.agents.figures.pending == 2)
    }

    @Test("a user and the server take so many, and more when something is over; what the store refuses takes no place")
    func limits() async throws {
        let fixture = ServiceFixture {
            $0.concurrency = 0
            $0.executionsPerUser = 2
            $0.queueLimit = 3
        }
        let first = try await fixture.create()
        fixture.store.fail(with: .unavailable("disk full"))
        for _ in 1...3 { #expect(await code { try await fixture.create() } == .storeUnavailable) }
        fixture.store.fail(with: nil)
        try await fixture.create()
        let refused = await refusal { try await fixture.create() }
        #expect(refused?.code == .rateLimited && refused?.retryAfterMilliseconds == 1_000)
        try await fixture.create(by: fixture.bob)
        #expect(await code { try await fixture.create(by: fixture.bob) } == .overloaded)
        _ = try await fixture.agents.cancel(first.id, reason: nil, by: fixture.ada)
        try await fixture.create()
    }

    @Test("what was asked before is given again however full the server is, the user's places, and the store's queue")
    func keysWhenFull() async throws {
        let fixture = ServiceFixture {
            $0.concurrency = 0
            $0.executionsPerUser = 1
            $0.queueLimit = 2
        }
        let first = try await fixture.create(key: "k")
        let again = ExecutionDraft(agent: "coder", input: "2", idempotencyKey: "k")
        #expect(try await fixture.agents.create(again, by: fixture.ada) == CreatedExecution(execution: first, isNew: false))
        #expect(await code { try await fixture.create(key: "new") } == .rateLimited)
        #expect(await code { try await fixture.create() } == .rateLimited)
        try await fixture.create(by: fixture.bob, key: "b")
        #expect(try await !fixture.agents.create(again, by: fixture.ada).isNew)
        #expect(await code { try await fixture.create(by: fixture.admin, key: "k") } == .overloaded)
        fixture.store.fail(with: .unavailable("disk full"))
        #expect(await code { _ = try await fixture.agents.create(again, by: fixture.ada) } == .storeUnavailable)
        fixture.store.fail(with: nil)
        #expect(fixture.receiver.events.count == 2 && fixture.agents.figures.pending == 2)
    }

    @Test("a retry with a key is made once, too, when the user has no place left")
    func retryWhenFull() async throws {
        let fixture = ServiceFixture {
            $0.concurrency = 0
            $0.executionsPerUser = 1
        }
        let first = try await fixture.create()
        _ = try await fixture.agents.cancel(first.id, reason: nil, by: fixture.ada)
        let second = try await fixture.agents.retry(first.id, idempotencyKey: "k", by: fixture.ada)
        let again = try await fixture.agents.retry(first.id, idempotencyKey: "k", by: fixture.ada)
        #expect(second.isNew && again == CreatedExecution(execution: second.execution, isNew: false))
        #expect(await code { _ = try await fixture.agents.retry(first.id, idempotencyKey: "l", by: fixture.ada) } == .rateLimited)
    }

    @Test("a full queue of the store refuses what is new, and knows what was made before")
    func storeFull() async throws {
        let store = InMemoryExecutionStore(mode: .manual, queueLimit: 1)
        let fixture = ServiceFixture(store: store) { $0.concurrency = 0 }
        async let creation = fixture.create(key: "k")
        while store.waitingWrites < 1 { await Task.yield() }
        store.commit()
        let first = try await creation
        fixture.agents.cancel("nobody", reason: nil, receivedAt: 0) { _ in }
        #expect(try await fixture.create(key: "k") == first)
        #expect(await code { try await fixture.create(key: "l") } == .overloaded)
    }

    @Test("series of an agent are there at 0 before anything happens, those that rate() and alerts ask for")
    func declaredSeries() {
        let fixture = ServiceFixture()
        for code in ["internal", "interrupted", "model_error", "store_unavailable", "timeout", "too_large"] {
            #expect(fixture.metric("telltale_agent_failures_total", "telltale", code) == 0)
        }
        #expect(fixture.metric("telltale_agent_failures_total", "worker", "interrupted") == 0)
        #expect(fixture.metric("telltale_agent_failures_total", "worker", "store_unavailable") == nil)
        for direction in ["input", "output"] { #expect(fixture.metric("telltale_agent_tokens_total", "telltale", "m1", direction) == 0) }
        #expect(fixture.metric("telltale_agent_cost_usd_total", "telltale", "m1") == 0)
        #expect(fixture.metric("telltale_agent_cost_usd_total", "worker", "none") == 0)
        for outcome in ["requeued", "failed"] { #expect(fixture.metric("telltale_agent_leases_lost_total", "worker", outcome) == 0) }
        #expect(fixture.metric("telltale_agent_leases_lost_total", "telltale", "failed") == nil)
        for family in ["telltale_agent_queue_seconds", "telltale_agent_execution_duration_seconds"] {
            let series = fixture.registry.snapshot().family(family)?.series.map(\.labelValues)
            #expect(series.map(Set.init) == [["telltale"], ["worker"]])
        }
    }

    @Test("a retry is a new execution of who asks, with its parent; only of what is over and one's own")
    func retrying() async throws {
        let fixture = ServiceFixture { $0.concurrency = 0 }
        let draft = ExecutionDraft(agent: "writer", input: "[1]", labels: [ExecutionLabel(name: "a", value: "b")])
        let first = try await fixture.agents.create(draft, by: fixture.ada).execution
        #expect(await code { _ = try await fixture.agents.retry(first.id, idempotencyKey: nil, by: fixture.ada) } == .conflict)
        _ = try await fixture.agents.cancel(first.id, reason: nil, by: fixture.ada)
        #expect(await code { _ = try await fixture.agents.retry(first.id, idempotencyKey: nil, by: fixture.bob) } == .forbidden)
        let second = try await fixture.agents.retry(first.id, idempotencyKey: "k", by: fixture.ada)
        #expect(second.isNew && second.execution.parent == first.id && second.execution.id != first.id)
        #expect(second.execution.input == "[1]" && second.execution.labels == first.labels && second.execution.status == .pending)
        #expect(try await !fixture.agents.retry(first.id, idempotencyKey: "k", by: fixture.ada).isNew)
        #expect(try await fixture.agents.retry(first.id, idempotencyKey: nil, by: fixture.admin).execution.userID == "root")
    }
}
