import LanguageModels
import Telemetry

/// What has been counted since the start of the process, as far as the operations assistant speaks of it.
///
/// nil is a family that the process does not have.
struct OperationsCounters: Sendable {
    var opened: Double?
    var messagesIn: Double?
    var messagesOut: Double?
    var bytesIn: Double?
    var bytesOut: Double?
    var cpuSeconds: Double?
    var storeErrors: Double?
    var handshakes: Double?
    /// Executions that ended.
    var executions: Double?
    var failedExecutions: Double?
    /// For answers and for agents.
    var tokens: Double?
    var costUSD: Double?
    /// By outcome.
    var operations: [String: Double]?
    /// Operations that are answers of the assistant, by outcome.
    var answers: [String: Double]?
    /// By close code.
    var closes: [String: Double] = [:]
    /// By reason.
    var refusals: [String: Double] = [:]
    /// By endpoint.
    var slowConsumers: [String: Double] = [:]
    /// By error code.
    var errors: [String: Double] = [:]
    /// Operations that ended in an error of the server, by endpoint and operation.
    var failures: [String: Double] = [:]

    /// Nothing counted yet.
    init() {}

    /// Reads the families of the catalogue.
    init(_ families: FamilyIndex) {
        opened = families.total("telltale_websocket_connections_opened_total")
        messagesIn = families.total("telltale_websocket_messages_received_total")
        messagesOut = families.total("telltale_websocket_messages_sent_total")
        bytesIn = families.total("telltale_websocket_received_bytes_total")
        bytesOut = families.total("telltale_websocket_sent_bytes_total")
        cpuSeconds = families.total("process_cpu_seconds_total")
        storeErrors = families.total("telltale_store_errors_total")
        handshakes = families.total("telltale_operations_total", where: ["operation": "handshake", "outcome": "ok"])
        executions = families.total("telltale_agent_executions_total")
        failedExecutions = families.total("telltale_agent_executions_total", where: ["outcome": "failed"])
        tokens = Self.sum(families.total("telltale_chat_tokens_total"), families.total("telltale_agent_tokens_total"))
        costUSD = Self.sum(families.total("telltale_chat_cost_usd_total"), families.total("telltale_agent_cost_usd_total"))
        operations = families.totals("telltale_operations_total", by: ["outcome"])
        answers = families.totals("telltale_operations_total", by: ["outcome"], where: ["operation": "answer"])
        closes = families.totals("telltale_websocket_connections_closed_total", by: ["code"]) ?? [:]
        refusals = families.totals("telltale_websocket_connections_refused_total", by: ["reason"]) ?? [:]
        slowConsumers = families.totals("telltale_websocket_slow_consumers_total", by: ["endpoint"]) ?? [:]
        errors = families.totals("telltale_errors_total", by: ["code"]) ?? [:]
        failures =
            families.totals("telltale_operations_total", by: ["endpoint", "operation"], where: ["outcome": "server_error"]) ?? [:]
    }

    /// nil when the process has neither.
    private static func sum(_ first: Double?, _ second: Double?) -> Double? {
        first == nil && second == nil ? nil : (first ?? 0) + (second ?? 0)
    }
}
