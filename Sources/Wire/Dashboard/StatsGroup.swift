/// Fields that share an object on the wire, or stand alone.
public struct StatsGroup: Sendable {
    /// The object's name; nil for fields of the entry itself.
    public let name: StaticString?
    /// In the order on the wire.
    public let fields: [StatsField]

    /// All numbers of a ``StatsEntry`` in the order on the wire.
    public static let all: [StatsGroup] = [
        StatsGroup(
            name: "connections",
            fields: [
                StatsField("chat", .level, \.connections.chat),
                StatsField("agents", .level, \.connections.agents),
                StatsField("dashboard", .level, \.connections.dashboard),
                StatsField("total", .level, \.connections.total),
            ]),
        StatsGroup(
            name: nil,
            fields: [
                StatsField("opened_per_s", .rate, \.openedPerSecond),
                StatsField("closed_per_s", .rate, \.closedPerSecond),
                StatsField("refused_per_s", .rate, \.refusedPerSecond),
                StatsField("messages_in_per_s", .rate, \.messagesInPerSecond),
                StatsField("messages_out_per_s", .rate, \.messagesOutPerSecond),
                StatsField("bytes_in_per_s", .rate, \.bytesInPerSecond),
                StatsField("bytes_out_per_s", .rate, \.bytesOutPerSecond),
                StatsField("operations_per_s", .rate, \.operationsPerSecond),
                StatsField("error_rate", .rate, \.errorRate),
                StatsField("client_error_rate", .rate, \.clientErrorRate),
                StatsField("error_rate_1m", .level, \.errorRate1m),
                StatsField("error_rate_5m", .level, \.errorRate5m),
            ]),
        StatsGroup(
            name: "latency_ms",
            fields: [
                StatsField("p50", .quantile, \.latency.p50),
                StatsField("p90", .quantile, \.latency.p90),
                StatsField("p99", .quantile, \.latency.p99),
                StatsField("max", .quantile, \.latency.max),
            ]),
        StatsGroup(
            name: "delivery_ms",
            fields: [
                StatsField("p50", .quantile, \.delivery.p50),
                StatsField("p99", .quantile, \.delivery.p99),
            ]),
        StatsGroup(name: nil, fields: [StatsField("rooms", .level, \.rooms)]),
        StatsGroup(
            name: "executions",
            fields: [
                StatsField("pending", .level, \.executions.pending),
                StatsField("running", .level, \.executions.running),
            ]),
        StatsGroup(
            name: "executions_per_s",
            fields: [
                StatsField("completed", .rate, \.executionsPerSecond.completed),
                StatsField("failed", .rate, \.executionsPerSecond.failed),
                StatsField("cancelled", .rate, \.executionsPerSecond.cancelled),
            ]),
        StatsGroup(
            name: nil,
            fields: [
                StatsField("tokens_per_s", .rate, \.tokensPerSecond),
                StatsField("cost_usd_per_h", .rate, \.costUSDPerHour),
            ]),
        StatsGroup(
            name: "time_to_first_chunk_ms",
            fields: [
                StatsField("p50", .quantile, \.timeToFirstChunk.p50),
                StatsField("p99", .quantile, \.timeToFirstChunk.p99),
            ]),
        StatsGroup(
            name: "store",
            fields: [
                StatsField("commit_ms_p99", .quantile, \.store.commitP99),
                StatsField("queue", .level, \.store.queue),
            ]),
        StatsGroup(
            name: nil,
            fields: [
                StatsField("outbox_bytes", .level, \.outboxBytes),
                StatsField("slow_consumers_per_s", .rate, \.slowConsumersPerSecond),
                StatsField("cpu", .rate, \.cpu),
                StatsField("rss_bytes", .level, \.rssBytes),
                StatsField("open_fds", .level, \.openFileDescriptors),
                StatsField("event_loop_lag_ms_p99", .quantile, \.eventLoopLagP99),
                StatsField("uptime_s", .level, \.uptimeSeconds),
            ]),
    ]
}
