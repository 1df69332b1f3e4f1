import Agents
import AgentsTestSupport
import ChatTestSupport
import Telemetry
import Testing
import Wire

@Suite("Claiming executions", .timeLimit(.minutes(1)))
struct ClaimTests {
    @Test("a worker gets the next execution with a lease, and its watchers learn who has it")
    func claiming() async throws {
        let fixture = ServiceFixture()
        let execution = try await fixture.create("scan")
        fixture.clock.advance(seconds: 3)
        let claim = try #require(try await fixture.claim())
        #expect(claim.execution.id == execution.id && claim.execution.status == .running && claim.leaseMilliseconds == 30_000)
        #expect(claim.lease == ExecutionLease(id: "id-2", worker: "w1", expiresAtMilliseconds: 1_700_000_033_000))
        #expect(
            fixture.receiver.texts.last
                == #"{"type":"execution_update","execution_id":"id-1","seq":2,"status":"running","#
                + #""data":{"attempt":1,"worker":"w1","at":"2023-11-14T22:13:23.000Z"}}"#)
        #expect(try await fixture.claim() == nil)
        let family = fixture.registry.snapshot().family("telltale_agent_queue_seconds")
        guard case .histogram(let waited)? = family?.series.first(where: { $0.labelValues == ["worker"] })?.value else {
            throw AgentError(.internal, "no histogram")
        }
        #expect(waited.count == 1 && waited.exemplars.first?.exemplar.labels.values == ["id-1"])
    }

    @Test("who waits gets what is made later, those who came first first")
    func waiting() async throws {
        let fixture = ServiceFixture()
        let claims = Collected<String>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 1...3 {
                group.addTask {
                    let request = ClaimRequest(worker: "w\(index)", waitMilliseconds: 30_000)
                    let claim = try await fixture.agents.claim(request, by: fixture.worker)
                    claims.append("\(claim?.execution.id ?? "none") \(claim?.lease.worker ?? "")")
                }
                while fixture.metric("telltale_agent_claims_waiting") != Double(index) { await Task.yield() }
            }
            var made: [String] = []
            for count in 1...3 {
                made.append(try await fixture.create("scan").id)
                while claims.all.count < count { await Task.yield() }
            }
            try await group.waitForAll()
            #expect(claims.all == zip(made, 1...3).map { "\($0) w\($1)" })
        }
        #expect(fixture.metric("telltale_agent_claims_waiting") == 0)
    }

    @Test("a wait ends with the first sweep after its time, with nothing")
    func patience() async throws {
        let fixture = ServiceFixture()
        async let claim = fixture.agents.claim(ClaimRequest(worker: "w1", waitMilliseconds: 1_000), by: fixture.worker)
        while fixture.metric("telltale_agent_claims_waiting") != 1 { await Task.yield() }
        fixture.pass(seconds: 0.75)
        #expect(fixture.metric("telltale_agent_claims_waiting") == 1)
        fixture.pass(seconds: 0.25)
        #expect(try await claim == nil)
    }

    @Test("a wait that is cancelled ends at once, whenever that happens, and takes nothing")
    func cancelled() async throws {
        let fixture = ServiceFixture()
        for round in 0..<100 {
            let waiting = Task { try await fixture.agents.claim(ClaimRequest(worker: "w1", waitMilliseconds: 30_000), by: fixture.worker) }
            for _ in 0..<(round % 8) { await Task.yield() }
            waiting.cancel()
            #expect(try await waiting.value == nil)
        }
        #expect(fixture.metric("telltale_agent_claims_waiting") == 0)
        let execution = try await fixture.create("scan")
        #expect(try await fixture.claim()?.execution.id == execution.id)
    }

    @Test("a worker that goes away just as it gets an execution leaves it to the next, however that race ends")
    func goneWorker() async throws {
        let fixture = ServiceFixture()
        for round in 0..<25 {
            let waiting = Task { try await fixture.agents.claim(ClaimRequest(worker: "w1", waitMilliseconds: 30_000), by: fixture.worker) }
            while fixture.metric("telltale_agent_claims_waiting") != 1 { await Task.yield() }
            async let created = fixture.create("crawl")
            for _ in 0..<(round % 5) { await Task.yield() }
            waiting.cancel()
            let id = try await created.id
            var taken = try await waiting.value
            if taken == nil { taken = try await fixture.claim() }
            #expect(taken?.execution.id == id)
            _ = try await fixture.agents.cancel(id, reason: nil, by: fixture.ada)
        }
    }

    @Test("many workers claim at once: each execution goes to one of them")
    func race() async throws {
        let fixture = ServiceFixture()
        for _ in 0..<60 { try await fixture.create("scan") }
        let claims = Collected<String>()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    while let claim = try? await fixture.claim() { claims.append(claim.execution.id) }
                }
            }
        }
        #expect(claims.all.count == 60 && Set(claims.all).count == 60)
    }

    @Test("an execution that was cancelled in between is passed over for the next")
    func cancelledInBetween() async throws {
        let store = InMemoryExecutionStore(mode: .manual)
        let fixture = ServiceFixture(store: store)
        var made: [String] = []
        for index in 0..<2 {
            async let creation = fixture.create("scan")
            while store.waitingWrites < 1 { await Task.yield() }
            store.commit()
            made.append(try await creation.id)
            #expect(made.count == index + 1)
        }
        fixture.agents.cancel(made[0], reason: nil, receivedAt: 0) { _ in }
        async let claim = fixture.claim()
        while store.waitingWrites < 2 { await Task.yield() }
        store.commit()
        while store.waitingWrites < 1 { await Task.yield() }
        store.commit()
        #expect(try await claim?.execution.id == made[1])
    }

    @Test("a store that cannot take the claim leaves the execution first in line")
    func storeFails() async throws {
        let fixture = ServiceFixture()
        let first = try await fixture.create("scan")
        try await fixture.create("scan")
        fixture.store.fail(with: .unavailable("disk full"))
        #expect(await code { _ = try await fixture.claim() } == .storeUnavailable)
        fixture.store.fail(with: nil)
        #expect(try await fixture.claim()?.execution.id == first.id)
    }

    @Test("a worker gets the agents of its token, and of these what it asks for")
    func agents() async throws {
        let fixture = ServiceFixture { $0.concurrency = 0 }
        let scan = try await fixture.create("scan")
        let crawl = try await fixture.create("crawl")
        try await fixture.create("writer")
        #expect(try await fixture.claim(["crawl"])?.execution.id == crawl.id)
        let scanner = AgentWorker(userID: "w", agents: ["scan", "writer", "gone"])
        #expect(await code { _ = try await fixture.claim(["crawl"], by: scanner) } == .forbidden)
        #expect(await code { _ = try await fixture.claim(["writer"], by: scanner) } == .badFrame)
        #expect(await code { _ = try await fixture.claim(["gone"], by: scanner) } == .badFrame)
        #expect(await code { _ = try await fixture.claim(by: AgentWorker(userID: "w", agents: [])) } == .forbidden)
        #expect(await code { _ = try await fixture.claim(by: AgentWorker(userID: "w", agents: ["writer"])) } == .forbidden)
        #expect(try await fixture.claim(by: AgentWorker(userID: "w", agents: [], isAdmin: true))?.execution.id == scan.id)
    }

    @Test("malformed claims and more waits than allowed are refused")
    func refusals() async throws {
        let fixture = ServiceFixture { $0.claimLimit = 1 }
        let bad = [
            ClaimRequest(worker: ""), ClaimRequest(worker: String(repeating: "w", count: 129)), ClaimRequest(worker: "a\nb"),
            ClaimRequest(worker: "w", waitMilliseconds: -1), ClaimRequest(worker: "w", waitMilliseconds: 30_001),
            ClaimRequest(worker: "w", agents: []),
        ]
        for request in bad { #expect(await code { _ = try await fixture.agents.claim(request, by: fixture.worker) } == .badFrame) }
        let waiting = Task { try await fixture.agents.claim(ClaimRequest(worker: "w1", waitMilliseconds: 30_000), by: fixture.worker) }
        while fixture.metric("telltale_agent_claims_waiting") != 1 { await Task.yield() }
        #expect(
            await code { _ = try await fixture.agents.claim(ClaimRequest(worker: "w2", waitMilliseconds: 1), by: fixture.worker) }
                == .overloaded)
        await fixture.agents.stop()
        #expect(try await waiting.value == nil)
        let late = await refusal {
            _ = try await fixture.agents.claim(ClaimRequest(worker: "w2", waitMilliseconds: 30_000), by: fixture.worker)
        }
        #expect(late == AgentError(.overloaded, "the server is shutting down", retryAfterMilliseconds: 1_000))
    }

    @Test("the workers of one user may hold so many waits; others have theirs")
    func limitPerUser() async throws {
        let fixture = ServiceFixture { $0.claimsPerUser = 1 }
        let other = AgentWorker(userID: "other", agents: ["scan"])
        let request = ClaimRequest(worker: "w1", waitMilliseconds: 30_000)
        let waiting = Task { try await fixture.agents.claim(request, by: fixture.worker) }
        while fixture.metric("telltale_agent_claims_waiting") != 1 { await Task.yield() }
        #expect(await code { _ = try await fixture.agents.claim(request, by: fixture.worker) } == .rateLimited)
        let second = Task { try await fixture.agents.claim(request, by: other) }
        while fixture.metric("telltale_agent_claims_waiting") != 2 { await Task.yield() }
        let execution = try await fixture.create("scan")
        #expect(try await waiting.value?.execution.id == execution.id)
        let third = Task { try await fixture.agents.claim(request, by: fixture.worker) }
        while fixture.metric("telltale_agent_claims_waiting") != 2 { await Task.yield() }
        await fixture.agents.stop()
        #expect(try await second.value == nil)
        #expect(try await third.value == nil)
    }
}
