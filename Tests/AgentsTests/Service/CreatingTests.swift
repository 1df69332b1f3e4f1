import Agents
import AgentsTestSupport
import ChannelLayer
import ChatTestSupport
import LanguageModels
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
            (ExecutionDraft(agent: "writer", input: "1", idempotencyKey: ""), .badFrame),
            (ExecutionDraft(agent: "writer", input: "1", idempotencyKey: String(repeating: "k", count: 201)), .badFrame),
            (ExecutionDraft(agent: "ops", input: "1"), .forbidden),
            (ExecutionDraft(agent: "health-report", input: "1"), .forbidden),
        ]
        for (draft, expected) in drafts {
            #expect(await code { _ = try await fixture.agents.create(draft, by: fixture.ada) } == expected)
        }
        let unknown = await refusal { _ = try await fixture.agents.create(drafts[0].0, by: fixture.ada) }
        #expect(unknown?.message == "there is no agent named nobody; there are: writer, coder, scan, crawl, ops, health-report")
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
