import Agents
import AgentsTestSupport
import ChannelLayer
import ChatTestSupport
import Essentials
import LanguageModels
import Logging
import Synchronization
import Telemetry
import Wire

/// One life of a server, with users, workers and a clock at it, all at once.
struct RacingServer: Sendable {
    let store: MortalStore
    let receiver = RecordingReceiver()
    let registry = Registry()
    let ended = EndedExecutions()
    let clock: ManualClock
    let agents: AgentService
    /// The ids of all that was made in all lives.
    let made: Collected<String>
    private let seed: UInt64

    init(_ store: InMemoryExecutionStore, clock: ManualClock, ids: any IDSource, made: Collected<String>, seed: UInt64) {
        let mortal = MortalStore(store)
        self.store = mortal
        self.clock = clock
        self.made = made
        self.seed = seed
        agents = AgentService(
            store: mortal, layer: InMemoryChannelLayer(receiver: receiver, registry: registry), registry: registry,
            agents: ServiceFixture.catalogue, configuration: AgentConfiguration(concurrency: 3),
            runner: RandomRunner(seed: seed), sockets: DismissedSockets(), clock: clock, ids: ids, observer: ended,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Lives until its users have nothing more to ask for; with `toTheEnd` until everything is over.
    func live(creations: Int, toTheEnd: Bool) async throws {
        try await agents.recover()
        await withTaskGroup(of: Void.self) { life in
            let others = Task {
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await passTime() }
                    for index in 0..<3 { group.addTask { await work(SeededGenerator(seed: seed &* 100 &+ UInt64(index))) } }
                }
            }
            for index in 0..<3 {
                life.addTask { await use(as: "u\(index)", creations, SeededGenerator(seed: seed &* 1_000 &+ UInt64(index))) }
            }
            await life.waitForAll()
            while toTheEnd, agents.figures.pending + agents.figures.running > 0 { await Task.yield() }
            others.cancel()
            await others.value
        }
    }

    private func passTime() async {
        while !Task.isCancelled {
            clock.advance(seconds: 0.25)
            agents.sweep()
            await pause(8)
        }
    }

    /// A user makes executions, cancels some, and retries what is over.
    private func use(as name: String, _ creations: Int, _ random: SeededGenerator) async {
        var random = random
        let user = AgentUser(id: name)
        var mine: [String] = []
        for _ in 0..<creations {
            let agent = ["writer", "coder", "scan", "crawl"].randomElement(using: &random) ?? ""
            let created = try? await agents.create(ExecutionDraft(agent: agent, input: "1"), by: user)
            if let created { note(created, &mine) }
            let other = mine.randomElement(using: &random) ?? ""
            switch Int.random(in: 0..<6, using: &random) {
            case 0: _ = try? await agents.cancel(other, reason: nil, by: user)
            case 1: if let again = try? await agents.retry(other, idempotencyKey: "of \(other)", by: user) { note(again, &mine) }
            default: await pause(Int.random(in: 0..<30, using: &random))
            }
        }
    }

    private func note(_ created: CreatedExecution, _ mine: inout [String]) {
        mine.append(created.execution.id)
        if created.isNew { made.append(created.execution.id) }
    }

    /// A worker claims and reports, sends some things twice, and now and then goes silent, until it is told to stop.
    private func work(_ random: SeededGenerator) async {
        var random = random
        let worker = AgentWorker(userID: "w", agents: ["scan", "crawl"])
        while !Task.isCancelled {
            let wait = Bool.random(using: &random) ? 30_000 : 0
            let request = ClaimRequest(worker: "w", waitMilliseconds: wait)
            guard let claim = try? await agents.claim(request, by: worker) else {
                await Task.yield()
                continue
            }
            await run(claim, by: worker, &random)
        }
    }

    private func run(_ claim: Claim, by worker: AgentWorker, _ random: inout SeededGenerator) async {
        var next: Int64 = 1
        for _ in 0..<Int.random(in: 0..<5, using: &random) {
            var commands: [ExecutionCommand] = [.output("\(next)"), .progress(ExecutionProgress(percentage: Double(next % 100)))]
            if Bool.random(using: &random) { commands.append(.usage(inputTokens: 1, outputTokens: 0, costUSD: 0)) }
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let report = WorkerReport(leaseID: claim.lease.id, firstSequence: next, commands: commands)
                guard let receipt = try? await agents.report(report, on: claim.execution.id, by: worker),
                    receipt.status == .running
                else { return }
            }
            next += Int64(commands.count)
            await pause(Int.random(in: 0..<20, using: &random))
        }
        // Sometimes it just goes silent.
        guard Int.random(in: 0..<4, using: &random) > 0 else { return }
        let end: ExecutionCommand =
            Bool.random(using: &random) ? .complete(output: "2") : .fail(ExecutionFailure(code: .modelError, message: "it broke"))
        let report = WorkerReport(leaseID: claim.lease.id, firstSequence: next, commands: [end])
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            _ = try? await agents.report(report, on: claim.execution.id, by: worker)
        }
    }
}
