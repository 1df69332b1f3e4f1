import Agents
import AgentsTestSupport
import ChannelLayer
import ChatTestSupport
import Telemetry
import Testing
import Wire

@Suite("Everybody at once", .timeLimit(.minutes(1)))
struct RacingTests {
    @Test(
        "users, runners, workers, cancellations, stops and kills race: each execution ends exactly once, and watchers hear what is stored",
        arguments: [1, 2, 3])
    func race(_ seed: UInt64) async throws {
        let store = InMemoryExecutionStore()
        let clock = ManualClock()
        let ids = SequentialIDs()
        let made = Collected<String>()
        var lives: [RacingServer] = []
        for life in 0..<4 {
            let server = RacingServer(store, clock: clock, ids: ids, made: made, seed: seed &* 10 &+ UInt64(life))
            lives.append(server)
            try await server.live(creations: 12, toTheEnd: life == 3)
            if life % 2 == 0 { server.store.kill() }
            await server.agents.stop()
            server.store.kill()
            // What was being written at the kill is written now.
            try await store.perform(.delete(executionID: "nobody"))
        }
        #expect(made.all.count >= 4 * 3 * 12 && Set(made.all).count == made.all.count)
        #expect(try await store.openExecutions(after: nil, limit: 1).isEmpty)
        try await check(made.all, store, lives)
    }

    private func check(_ ids: [String], _ store: InMemoryExecutionStore, _ lives: [RacingServer]) async throws {
        let heard = Dictionary(grouping: lives.flatMap { $0.receiver.events }, by: \.group)
        let ends = Dictionary(grouping: lives.flatMap { $0.ended.all }, by: \.executionID)
        var outcomes: [String: Double] = [:]
        var tokens = 0.0
        for id in ids {
            let events = try await store.allEvents(of: id)
            #expect(events.map(\.seq) == Array(1...Int64(events.count)))
            #expect(Life(events)?.isOver == true)
            #expect(heard["execution_\(id)"]?.map(\.payload) == events.map { AgentFrames.event($0, of: id) })
            let execution = try #require(try await store.execution(id)).execution
            #expect(ends[id]?.count == 1 && ends[id]?.first?.error == execution.error?.code)
            outcomes[execution.status.rawValue, default: 0] += 1
            tokens += Double(execution.inputTokens)
        }
        for outcome in ["completed", "failed", "cancelled"] {
            #expect(outcomes[outcome, default: 0] > 0)
            #expect(sum("telltale_agent_executions_total", lives) { $0.last == outcome } == outcomes[outcome])
        }
        #expect(sum("telltale_agent_tokens_total", lives) { $0.last == "input" } == tokens)
    }

    private func sum(_ family: String, _ lives: [RacingServer], _ matches: ([String]) -> Bool) -> Double {
        lives.flatMap { $0.registry.snapshot().family(family)?.series ?? [] }
            .filter { matches($0.labelValues) }
            .reduce(0) { sum, series in
                if case .number(let value) = series.value { sum + value } else { sum }
            }
    }

    /// The life of an execution as its events tell it; nil when it could not have been like that.
    private struct Life {
        private var status = ExecutionStatus.pending
        private var attempt = 1
        private var pieces = 0
        private var percentage = 0.0

        var isOver: Bool { status.isFinal }

        init?(_ events: [ExecutionEvent]) {
            for event in events.dropFirst() {
                guard take(event) else { return nil }
            }
        }

        private mutating func take(_ event: ExecutionEvent) -> Bool {
            switch event.content {
            case .update(let update): return take(update)
            case .progress(let progress):
                defer { percentage = progress.percentage }
                return status == .running && progress.percentage >= percentage
            case .output(let index, _):
                defer { pieces += 1 }
                return status == .running && index == pieces
            case .completed, .failed:
                defer { status = .completed }
                return status == .running
            }
        }

        private mutating func take(_ update: ExecutionUpdate) -> Bool {
            let before = status
            status = update.status
            switch update.status {
            case .running: return before == .pending && update.attempt == attempt
            case .cancelled: return before == .pending || before == .running
            case .pending:
                attempt += 1
                (pieces, percentage) = (0, 0)
                return before == .running && update.attempt == attempt
            case .completed, .failed: return false
            }
        }
    }
}
