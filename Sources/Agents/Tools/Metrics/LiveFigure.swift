import LanguageModels

/// A figure whose last hour is kept, a value a second.
enum LiveFigure: String, Sendable, CaseIterable {
    case connections
    case chatConnections = "chat_connections"
    case agentConnections = "agent_connections"
    case messagesIn = "messages_in_per_s"
    case messagesOut = "messages_out_per_s"
    case bytesIn = "bytes_in_per_s"
    case bytesOut = "bytes_out_per_s"
    case operations = "operations_per_s"
    case serverErrors = "server_errors_per_s"
    case clientErrors = "client_errors_per_s"
    case operationP99 = "operation_p99_ms"
    case deliveryP99 = "delivery_p99_ms"
    case loopLagP99 = "loop_lag_p99_ms"
    case commitP99 = "commit_p99_ms"
    case storeQueue = "store_queue"
    case storeErrors = "store_errors_per_s"
    case executionsPending = "executions_pending"
    case executionsRunning = "executions_running"
    case executions = "executions_per_s"
    case failedExecutions = "executions_failed_per_s"
    case tokens = "tokens_per_s"
    case cost = "cost_usd_per_h"
    case rooms
    case outboxBytes = "outbox_bytes"
    case cpuCores = "cpu_cores"
    case residentBytes = "resident_bytes"
    case openFileDescriptors = "open_file_descriptors"

    /// How several seconds become one value.
    enum Kind: Sendable {
        /// Counts, added up and divided by the time.
        case rate
        /// The last one.
        case level
        /// The largest: quantiles cannot be averaged.
        case quantile
    }

    var kind: Kind {
        switch self {
        case .connections, .chatConnections, .agentConnections, .executionsPending, .executionsRunning, .storeQueue, .rooms, .outboxBytes,
            .residentBytes, .openFileDescriptors:
            .level
        case .operationP99, .deliveryP99, .loopLagP99, .commitP99: .quantile
        case .messagesIn, .messagesOut, .bytesIn, .bytesOut, .operations, .serverErrors, .clientErrors, .executions, .failedExecutions,
            .tokens, .cost, .storeErrors, .cpuCores:
            .rate
        }
    }

    /// What was measured in a second; nil when nothing was.
    func value(in second: OperationsSecond) -> Double? {
        let value: Float? =
            switch self {
            case .connections: second.connections.total
            case .chatConnections: second.connections.chat
            case .agentConnections: second.connections.agents
            case .messagesIn: second.messagesIn
            case .messagesOut: second.messagesOut
            case .bytesIn: second.bytesIn
            case .bytesOut: second.bytesOut
            case .operations: second.operations.map { $0.ok + $0.clientErrors + $0.serverErrors }
            case .serverErrors: second.operations?.serverErrors
            case .clientErrors: second.operations?.clientErrors
            case .operationP99: second.latency.p99
            case .deliveryP99: second.delivery.p99
            case .loopLagP99: second.loopLagP99
            case .commitP99: second.commitP99
            case .storeQueue: second.storeQueue
            case .storeErrors: second.storeErrors
            case .executionsPending: second.executions.pending
            case .executionsRunning: second.executions.running
            case .executions: second.executionsEnded
            case .failedExecutions: second.executionsFailed
            case .tokens: second.tokens
            // A second costs so little that it is told by the hour.
            case .cost: second.costUSD.map { $0 * 3_600 }
            case .rooms: second.rooms
            case .outboxBytes: second.outboxBytes
            case .cpuCores: second.cpuSeconds
            case .residentBytes: second.residentBytes
            case .openFileDescriptors: second.openFileDescriptors
            }
        return value.map(Double.init)
    }
}
