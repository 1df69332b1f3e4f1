import Telemetry
import Wire

extension FeedSample {
    /// Reads the families of the catalogue.
    ///
    /// - Parameters:
    ///   - milliseconds: Unix time of the snapshot.
    init(_ snapshot: Snapshot, milliseconds: Int64) {
        let families = Families(snapshot)
        self.init(nanoseconds: snapshot.takenAtNanoseconds, milliseconds: milliseconds)
        readSockets(families)
        readOperations(families)
        readRooms(families)
        readExecutions(families)
        readModels(families)
        readProcess(families)
    }

    private mutating func readSockets(_ families: Families) {
        connections.chat = families.number("telltale_websocket_connections", of: .chat)
        connections.agents = families.number("telltale_websocket_connections", of: .agents)
        connections.dashboard = families.number("telltale_websocket_connections", of: .dashboard)
        connections.total = families.total("telltale_websocket_connections")
        opened = families.total("telltale_websocket_connections_opened_total")
        closed = families.total("telltale_websocket_connections_closed_total")
        refused = families.total("telltale_websocket_connections_refused_total")
        messagesIn = families.total("telltale_websocket_messages_received_total")
        messagesOut = families.total("telltale_websocket_messages_sent_total")
        bytesIn = families.total("telltale_websocket_received_bytes_total")
        bytesOut = families.total("telltale_websocket_sent_bytes_total")
        outboxBytes = families.total("telltale_websocket_outbox_bytes")
        slowConsumers = families.total("telltale_websocket_slow_consumers_total")
        eventLoopLag = families.distribution("telltale_event_loop_lag_seconds")
    }

    private mutating func readOperations(_ families: Families) {
        let outcomes = families.totals("telltale_operations_total", by: "outcome")
        operations = outcomes.map {
            OperationCounts(
                ok: $0["ok"] ?? 0, clientErrors: $0["client_error"] ?? 0, serverErrors: $0["server_error"] ?? 0)
        }
        errors = families.totals("telltale_errors_total", by: "code")
        latency = families.distribution("telltale_operation_duration_seconds", without: Self.longWork, of: "operation")
    }

    /// What takes a model's or a worker's time, which would hide how fast the server answers.
    private static let longWork: Set = ["answer", "execution"]

    private mutating func readRooms(_ families: Families) {
        delivery = families.distribution("telltale_chat_delivery_seconds")
        rooms = families.total("telltale_chat_rooms")
        commit = families.distribution("telltale_store_commit_seconds")
        storeQueue = families.total("telltale_store_queue")
    }

    private mutating func readExecutions(_ families: Families) {
        let open = families.totals("telltale_agent_executions", by: "status")
        pendingExecutions = open?["pending"]
        runningExecutions = open?["running"]
        executions = families.totals("telltale_agent_executions_total", by: "outcome")
    }

    /// What agents take, whoever runs them, is counted with them: the families of asking models hold a part of it, too.
    private mutating func readModels(_ families: Families) {
        tokens = families.sum("telltale_chat_tokens_total", "telltale_agent_tokens_total")
        costUSD = families.sum("telltale_chat_cost_usd_total", "telltale_agent_cost_usd_total")
        firstChunk = families.distribution("gen_ai_client_time_to_first_chunk_seconds")
    }

    private mutating func readProcess(_ families: Families) {
        cpuSeconds = families.total("process_cpu_seconds_total")
        residentBytes = families.total("process_resident_memory_bytes")
        openFileDescriptors = families.total("process_open_fds")
        startTime = families.total("process_start_time_seconds")
    }
}
