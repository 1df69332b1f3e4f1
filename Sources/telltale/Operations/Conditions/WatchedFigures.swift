import Telemetry

/// What the watched conditions are made of. Counters and distributions count from the start of the process.
///
/// nil is a family that the process does not have.
struct WatchedFigures: Sendable {
    var operations: Double?
    var serverErrors: Double?
    var answers: Double?
    var failedAnswers: Double?
    /// Executions of agents, by platform.
    var executions: [String: Double]?
    /// Those that failed, by platform.
    var failedExecutions: [String: Double]?
    var storeErrors: Double?
    var chatMessages: Double?
    var refused: Double?
    var handshakes: Double?
    /// By endpoint.
    var slowConsumers: [String: Double]?
    var delivery: HistogramSnapshot?
    var loopLag: HistogramSnapshot?

    // As they are now:

    var connections: Double?
    /// 0 is no limit.
    var connectionLimit: Double?
    var openFileDescriptors: Double?
    var fileDescriptorLimit: Double?
    /// Channel layers that are not connected.
    var lostLayers: Double?

    /// Nothing known.
    init() {}

    /// Reads the families of the catalogue.
    init(_ families: FamilyIndex) {
        operations = families.total("telltale_operations_total")
        serverErrors = families.total("telltale_operations_total", where: ["outcome": "server_error"])
        answers = families.total("telltale_operations_total", where: ["operation": "answer"])
        failedAnswers = families.total("telltale_operations_total", where: ["operation": "answer", "outcome": "server_error"])
        executions = families.totals("telltale_agent_executions_total", by: ["platform"])
        failedExecutions = families.totals("telltale_agent_executions_total", by: ["platform"], where: ["outcome": "failed"])
        storeErrors = families.total("telltale_store_errors_total")
        chatMessages = families.total("telltale_chat_messages_total")
        refused = families.total("telltale_websocket_connections_refused_total")
        handshakes = families.total("telltale_operations_total", where: ["operation": "handshake", "outcome": "ok"])
        slowConsumers = families.totals("telltale_websocket_slow_consumers_total", by: ["endpoint"])
        delivery = families.distribution("telltale_chat_delivery_seconds")
        loopLag = families.distribution("telltale_event_loop_lag_seconds")
        connections = families.total("telltale_websocket_connections")
        connectionLimit = families.total("telltale_websocket_connections_limit")
        openFileDescriptors = families.total("process_open_fds")
        fileDescriptorLimit = families.total("process_max_fds")
        let layers = families.totals("telltale_channel_layer_connected", by: ["layer"])
        lostLayers = layers.map { Double($0.values.count { $0 == 0 }) }
    }
}
