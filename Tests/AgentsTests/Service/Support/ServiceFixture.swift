import Agents
import AgentsTestSupport
import ChannelLayer
import ChatTestSupport
import Logging
import Telemetry
import Testing
import Wire

/// A service of executions over a store in memory, whose runner does as the test says, on a clock that the test moves.
struct ServiceFixture: Sendable {
    let store: InMemoryExecutionStore
    let clock: ManualClock
    let timer = ManualTimer()
    let receiver = RecordingReceiver()
    let registry = Registry()
    let runner = ScriptedRunner()
    let ended = EndedExecutions()
    let sockets = DismissedSockets()
    let agents: AgentService

    let ada = AgentUser(id: "ada")
    let bob = AgentUser(id: "bob")
    let operatorEve = AgentUser(id: "eve", isOperator: true)
    let admin = AgentUser(id: "root", isAdmin: true)
    let worker = AgentWorker(userID: "w", agents: ["scan", "crawl", "meter"])

    /// - Parameter runner: another one than ``runner``.
    init(
        store: InMemoryExecutionStore = InMemoryExecutionStore(), clock: ManualClock = ManualClock(), ids: SequentialIDs = SequentialIDs(),
        runner other: (any ExecutionRunner)? = nil, configure: (inout AgentConfiguration) -> Void = { _ in }
    ) {
        self.store = store
        self.clock = clock
        var configuration = AgentConfiguration(timer: timer)
        configure(&configuration)
        agents = AgentService(
            store: store, layer: InMemoryChannelLayer(receiver: receiver, registry: registry), registry: registry,
            agents: Self.catalogue, configuration: configuration, runner: other ?? runner, sockets: sockets, clock: clock, ids: ids,
            observer: ended, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// `writer` and `coder` run here, `scan`, `crawl` and `meter` are run by workers, `ops` is for operators; `coder`, `crawl` and
    /// `meter` begin again when their runner is lost; `meter` has limits.
    static let catalogue: AgentCatalogue = {
        var writer = AgentDeclaration(name: "writer")
        writer.model = "m1"
        writer.limits.timeMilliseconds = 60_000
        var coder = AgentDeclaration(name: "coder")
        coder.whenLost = .requeue
        coder.attempts = 2
        coder.limits.timeMilliseconds = 60_000
        let scan = AgentDeclaration(name: "scan", runner: .worker)
        var crawl = AgentDeclaration(name: "crawl", runner: .worker)
        crawl.whenLost = .requeue
        crawl.attempts = 2
        crawl.leaseMilliseconds = 5_000
        var meter = AgentDeclaration(name: "meter", runner: .worker)
        meter.whenLost = .requeue
        meter.limits = AgentLimits(timeMilliseconds: 20_000, tokens: 100, costUSD: 0.25)
        var ops = AgentDeclaration(name: "ops")
        ops.isForOperators = true
        return AgentCatalogue(declarations: [writer, coder, scan, crawl, meter, ops])
    }()

    /// Makes an execution.
    @discardableResult
    func create(_ agent: String = "writer", by user: AgentUser? = nil, key: String? = nil) async throws -> Execution {
        try await agents.create(ExecutionDraft(agent: agent, input: "1", idempotencyKey: key), by: user ?? ada).execution
    }

    /// Makes an execution and begins it here.
    func begin(_ agent: String = "writer") async throws -> (execution: Execution, call: ScriptedRunner.Call) {
        let execution = try await create(agent)
        return (execution, await runner.call())
    }

    /// Makes an execution that a worker then holds.
    func claimed(_ agent: String = "scan") async throws -> Claim {
        try await create(agent)
        return try #require(try await claim([agent]))
    }

    /// Claims without waiting.
    func claim(_ names: [String]? = nil, by other: AgentWorker? = nil) async throws -> Claim? {
        try await agents.claim(ClaimRequest(worker: "w1", agents: names), by: other ?? worker)
    }

    /// Reports what a worker did.
    @discardableResult
    func report(_ claim: Claim, from sequence: Int64?, _ commands: ExecutionCommand...) async throws -> WorkerReceipt {
        try await agents.report(
            WorkerReport(leaseID: claim.lease.id, firstSequence: sequence, commands: commands), on: claim.execution.id, by: worker)
    }

    /// How an execution stands.
    func state(_ id: String) async throws -> Execution {
        try await agents.execution(id, by: admin)
    }

    /// Moves the clock in steps of a quarter of a second, sweeping as the server does.
    func pass(seconds: Double) {
        for _ in 0..<Int(seconds * 4) {
            clock.advance(seconds: 0.25)
            agents.sweep()
        }
    }

    /// Returns when everything that was enqueued before is committed.
    func flushed() async throws {
        _ = try await store.perform(.delete(executionID: "nobody"))
    }

    /// The value of a series.
    func metric(_ family: String, _ labels: String...) -> Double? {
        let series = registry.snapshot().family(family)?.series.first { $0.labelValues == labels }
        guard case .number(let value) = series?.value else { return nil }
        return value
    }

    /// How long those waited together that workers began, seconds.
    var waited: Double? {
        let series = registry.snapshot().family("telltale_agent_queue_seconds")?.series.first { $0.labelValues == ["worker"] }
        guard case .histogram(let histogram)? = series?.value else { return nil }
        return histogram.sum
    }

    /// The types of what watchers heard of an execution.
    func heard(_ id: String) -> [String] {
        receiver.events.filter { $0.group == "execution_\(id)" }.map { event in
            let rest = String(decoding: event.payload, as: UTF8.self).dropFirst(#"{"type":""#.count)
            return String(rest.prefix { $0 != "\"" })
        }
    }
}

/// The code of the error that `body` throws, or nil.
func code(_ body: () async throws -> Void) async -> ErrorCode? {
    await refusal(body)?.code
}

/// The error that `body` throws, or nil.
func refusal(_ body: () async throws -> Void) async -> AgentError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? AgentError
    }
}
