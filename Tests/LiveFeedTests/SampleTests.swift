import Telemetry
import Testing
import Wire

@testable import LiveFeed

@Suite("Samples")
struct SampleTests {
    @Test("a process without our families has no numbers, not zeros")
    func empty() {
        let sample = FeedSample(Snapshot(takenAtNanoseconds: 5), milliseconds: 7)
        let later = FeedSample(Snapshot(takenAtNanoseconds: 1_000_000_005), milliseconds: 1_007)
        #expect(sample.nanoseconds == 5)
        #expect(StatsEntry(from: sample, to: later, windows: FeedWindows()) == StatsEntry())
    }

    @Test("every family of the feed is read from the registry under its name in the catalogue")
    func families() {
        let registry = Registry()
        let endpoints = ["endpoint"]
        let connections = registry.gauge("telltale_websocket_connections", help: "h", labels: endpoints)
        connections.child("chat").set(3)
        connections.child("dashboard").set(1)
        func count(_ name: String, _ labels: [String: String], _ value: Int) {
            let names = labels.keys.sorted()
            registry.counter(name, help: "h", labels: names).child(names.map { labels[$0] ?? "" }).increment(by: value)
        }
        count("telltale_websocket_connections_opened_total", ["endpoint": "chat"], 5)
        count("telltale_websocket_connections_closed_total", ["endpoint": "chat", "code": "1000", "initiator": "client"], 2)
        count("telltale_websocket_connections_refused_total", ["endpoint": "chat", "reason": "limit"], 4)
        count("telltale_websocket_messages_received_total", ["endpoint": "chat", "type": "message"], 10)
        count("telltale_websocket_messages_received_total", ["endpoint": "chat", "type": "ping"], 1)
        count("telltale_websocket_messages_sent_total", ["endpoint": "chat", "type": "ack"], 20)
        count("telltale_websocket_received_bytes_total", ["endpoint": "chat"], 1_000)
        count("telltale_websocket_sent_bytes_total", ["endpoint": "chat"], 2_000)
        count("telltale_websocket_slow_consumers_total", ["endpoint": "chat"], 6)
        count("telltale_operations_total", ["endpoint": "chat", "operation": "message", "outcome": "ok"], 90)
        count("telltale_operations_total", ["endpoint": "http", "operation": "/x", "outcome": "ok"], 4)
        count("telltale_operations_total", ["endpoint": "chat", "operation": "message", "outcome": "client_error"], 5)
        count("telltale_operations_total", ["endpoint": "chat", "operation": "message", "outcome": "server_error"], 1)
        count("telltale_errors_total", ["endpoint": "chat", "code": "bad_frame"], 3)
        count("telltale_errors_total", ["endpoint": "dashboard", "code": "bad_frame"], 2)
        registry.gauge("telltale_websocket_outbox_bytes", help: "h", labels: endpoints).child("chat").set(77)
        registry.gauge("telltale_chat_rooms", help: "h").child([]).set(8)
        let executions = registry.gauge("telltale_agent_executions", help: "h", labels: ["status"])
        executions.child("pending").set(4)
        executions.child("running").set(2)
        count("telltale_agent_executions_total", ["platform": "telltale", "model": "m", "outcome": "completed"], 7)
        count("telltale_agent_executions_total", ["platform": "worker", "model": "none", "outcome": "completed"], 2)
        count("telltale_agent_executions_total", ["platform": "worker", "model": "none", "outcome": "failed"], 1)
        count("telltale_agent_tokens_total", ["platform": "telltale", "model": "m", "direction": "input"], 100)
        count("telltale_agent_tokens_total", ["platform": "worker", "model": "none", "direction": "output"], 20)
        count("telltale_chat_tokens_total", ["direction": "input"], 3)
        registry.floatingCounter("telltale_agent_cost_usd_total", help: "h", labels: ["platform", "model"]).child("telltale", "m")
            .increment(by: 0.25)
        registry.floatingCounter("telltale_chat_cost_usd_total", help: "h").child([]).increment(by: 0.5)
        registry.histogram("gen_ai_client_time_to_first_chunk_seconds", help: "h").child([]).record(0.3)
        registry.gauge("telltale_store_queue", help: "h").child([]).set(9)
        let durations = registry.histogram("telltale_operation_duration_seconds", help: "h", labels: ["endpoint", "operation"])
        durations.child("chat", "message").record(0.001)
        durations.child("chat", "answer").record(20)
        durations.child("agents", "execution").record(300)
        for name in ["telltale_chat_delivery_seconds", "telltale_store_commit_seconds", "telltale_event_loop_lag_seconds"] {
            registry.histogram(name, help: "h").child([]).record(0.002)
        }
        registry.functionCounter("process_cpu_seconds_total", help: "h") { 12.5 }
        registry.functionGauge("process_resident_memory_bytes", help: "h") { 4_096 }
        registry.functionGauge("process_open_fds", help: "h") { 33 }
        registry.functionGauge("process_start_time_seconds", help: "h") { 1_700_000_000.25 }
        #expect(registry.problems == [])

        let sample = FeedSample(registry.snapshot(), milliseconds: 0)
        #expect(sample.connections.chat == 3)
        #expect(sample.connections.agents == nil)
        #expect(sample.connections.dashboard == 1)
        #expect(sample.connections.total == 4)
        #expect(sample.opened == 5)
        #expect(sample.closed == 2)
        #expect(sample.refused == 4)
        #expect(sample.messagesIn == 11)
        #expect(sample.messagesOut == 20)
        #expect(sample.bytesIn == 1_000)
        #expect(sample.bytesOut == 2_000)
        #expect(sample.slowConsumers == 6)
        #expect(sample.operations == OperationCounts(ok: 94, clientErrors: 5, serverErrors: 1))
        #expect(sample.errors == ["bad_frame": 5])
        #expect(sample.outboxBytes == 77)
        #expect(sample.rooms == 8)
        #expect(sample.pendingExecutions == 4)
        #expect(sample.runningExecutions == 2)
        #expect(sample.executions == ["completed": 9, "failed": 1])
        #expect(sample.tokens == 123)
        #expect(sample.costUSD == 0.75)
        #expect(sample.firstChunk?.count == 1)
        #expect(sample.storeQueue == 9)
        #expect(sample.latency?.count == 1)
        #expect(sample.delivery?.count == 1)
        #expect(sample.commit?.count == 1)
        #expect(sample.eventLoopLag?.count == 1)
        #expect(sample.cpuSeconds == 12.5)
        #expect(sample.residentBytes == 4_096)
        #expect(sample.openFileDescriptors == 33)
        #expect(sample.startTime == 1_700_000_000.25)
    }
}
