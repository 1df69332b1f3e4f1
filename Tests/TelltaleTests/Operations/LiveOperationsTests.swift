import LanguageModels
import LiveFeed
import Synchronization
import Telemetry
import Testing
import Wire

@testable import telltale

/// What the operations assistant is told of a live registry.
struct LiveOperationsTests {
    /// A registry whose feed tells the assistant, on a clock that is moved by hand.
    private final class Server: Sendable {
        let registry: Registry
        let operations: LiveOperations
        let feed: LiveFeed
        private let time: Now

        init() {
            let now = Now()
            let registry = Registry(clock: { now.nanoseconds })
            let unix: @Sendable () -> Int64 = { 1_709_208_000_000 + now.nanoseconds / 1_000_000 }
            let operations = LiveOperations(
                node: "n1", version: "1.2.3", connectionLimit: 100, registry: registry, problems: { ["disk: nearly full"] },
                unixMilliseconds: unix)
            self.registry = registry
            self.operations = operations
            feed = LiveFeed(
                node: "n1", registry: registry, everySecond: operations.record, flush: {}, monotonicNanoseconds: { now.nanoseconds },
                unixMilliseconds: unix)
            time = now
        }

        func pass(seconds: Int) {
            for _ in 0..<seconds {
                time.advance()
                feed.sample()
            }
        }
    }

    private final class Now: Sendable {
        private let value = Mutex<Int64>(0)

        var nanoseconds: Int64 { value.withLock { $0 } }

        func advance() { value.withLock { $0 += 1_000_000_000 } }
    }

    @Test("each second has its executions, and the tokens and the cost of answers and agents together")
    func executions() throws {
        let server = Server()
        let registry = server.registry
        let open = registry.gauge("telltale_agent_executions", help: "h", labels: ["status"])
        let ended = registry.counter("telltale_agent_executions_total", help: "h", labels: ["platform", "model", "outcome"])
        let agents = registry.counter("telltale_agent_tokens_total", help: "h", labels: ["platform", "model", "direction"])
        let chat = registry.counter("telltale_chat_tokens_total", help: "h", labels: ["direction"])
        let cost = registry.floatingCounter("telltale_agent_cost_usd_total", help: "h", labels: ["platform", "model"])
        ended.child("worker", "none", "failed").increment(by: 5)
        server.pass(seconds: 2)
        open.child("pending").set(3)
        open.child("running").set(2)
        ended.child("worker", "none", "completed").increment(by: 3)
        ended.child("worker", "none", "failed").increment()
        agents.child("worker", "none", "input").increment(by: 100)
        chat.child("output").increment(by: 20)
        cost.child("worker", "none").increment(by: 0.25)
        server.pass(seconds: 1)
        let second = try #require(server.operations.history(seconds: 1).first)
        #expect(second.executions == .init(pending: 3, running: 2))
        #expect((second.executionsEnded, second.executionsFailed) == (4, 1))
        #expect((second.tokens, second.costUSD) == (120, 0.25))
    }

    @Test("each second has its own counts, by code, reason and operation")
    func counts() throws {
        let server = Server()
        let registry = server.registry
        let operations = registry.counter("telltale_operations_total", help: "h", labels: ["endpoint", "operation", "outcome"])
        let closed = registry.counter(
            "telltale_websocket_connections_closed_total", help: "h", labels: ["endpoint", "code", "initiator"])
        let errors = registry.counter("telltale_errors_total", help: "h", labels: ["endpoint", "code"])
        server.pass(seconds: 2)
        operations.child("chat", "message", "ok").increment(by: 7)
        operations.child("chat", "message", "server_error").increment(by: 2)
        operations.child("chat", "answer", "server_error").increment()
        operations.child("http", "GET /api", "client_error").increment()
        closed.child("chat", "1000", "client").increment(by: 2)
        closed.child("dashboard", "1000", "server").increment()
        errors.child("chat", "store_unavailable").increment(by: 2)
        server.pass(seconds: 1)
        server.pass(seconds: 1)
        let seconds = server.operations.history(seconds: 2)
        let busy = try #require(seconds.first)
        #expect(busy.operations == .init(ok: 7, clientErrors: 1, serverErrors: 3))
        #expect(busy.answers == .init(serverErrors: 1))
        #expect(busy.failures == [Tally("chat answer", 1), Tally("chat message", 2)])
        #expect(busy.closes == [Tally("1000", 3)])
        #expect(busy.errors == [Tally("store_unavailable", 2)])
        #expect(busy.seconds == 1)
        let quiet = try #require(seconds.dropFirst().first)
        #expect(quiet.operations == .init())
        #expect(quiet.failures.isEmpty && quiet.closes.isEmpty && quiet.errors.isEmpty)
        #expect(quiet.endMilliseconds == busy.endMilliseconds + 1_000)
    }

    @Test("what a process does not measure is nil, not zero")
    func unmeasured() throws {
        let server = Server()
        server.pass(seconds: 3)
        let second = try #require(server.operations.history(seconds: 1).first)
        #expect(second.operations == nil && second.opened == nil && second.connections.total == nil && second.cpuSeconds == nil)
        #expect(server.operations.executions() == nil)
    }

    @Test("the server says who it is, what it has room for and what is broken")
    func figures() {
        let server = Server()
        server.registry.functionGauge("process_max_fds", help: "h") { 1_024 }
        server.registry.functionGauge("process_start_time_seconds", help: "h") { 1_709_208_000 }
        server.pass(seconds: 3)
        #expect(
            server.operations.server()
                == ServerFigures(
                    node: "n1", version: "1.2.3", uptimeSeconds: 3, connectionLimit: 100, fileDescriptorLimit: 1_024,
                    problems: ["disk: nearly full"]))
        #expect(server.operations.conditions().map(\.name) == WatchedRule.all.map(\.name))
    }

    @Test("the second that runs is there too, from the first moment on")
    func running() throws {
        let server = Server()
        let opened = server.registry.counter("telltale_websocket_connections_opened_total", help: "h", labels: ["endpoint"])
            .child("chat")
        let open = server.registry.gauge("telltale_websocket_connections", help: "h", labels: ["endpoint"]).child("chat")
        opened.increment(by: 2)
        open.set(2)
        let first = server.operations.history(seconds: 60)
        #expect(first.map(\.opened) == [2])
        #expect(first.map(\.connections) == [.init(chat: 2, total: 2)])
        server.pass(seconds: 2)
        opened.increment()
        #expect(server.operations.history(seconds: 60).map(\.opened) == [2, 1])
        #expect(server.operations.history(seconds: 60).map(\.seconds) == [2, 0])
        #expect(server.operations.conditions().count == WatchedRule.all.count)
    }

    @Test("rooms are asked for when somebody wants to know, and unknown before there is somebody to ask")
    func rooms() {
        let server = Server()
        #expect(server.operations.busiestRooms() == nil)
        let lobby = BusyRoom(id: "lobby", sockets: 2, messagesPerSecond: 0.5)
        let slow = SlowestRoom(id: "lobby", messageMilliseconds: 7)
        server.operations.askForRooms(busiest: { [lobby] }, slowest: { [slow] })
        #expect(server.operations.slowestRooms() == [slow])
        #expect(server.operations.busiestRooms() == [lobby])
    }

    @Test("executions are asked for when somebody wants to know, and unknown before there is somebody to ask")
    func executionFigures() {
        let server = Server()
        #expect(server.operations.executions() == nil)
        let figures = ExecutionFigures(pending: 3, running: 2, completed: 5, failed: 1, cancelled: 4)
        server.operations.askForExecutions { figures }
        #expect(server.operations.executions() == figures)
    }
}
