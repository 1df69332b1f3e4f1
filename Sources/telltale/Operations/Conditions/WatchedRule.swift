import LanguageModels

/// A condition that the server watches by itself: name, limit and patience are those of the rule that ships for Prometheus.
struct WatchedRule: Sendable {
    let name: String
    /// `page` or `ticket`.
    let severity: String
    /// What the value is.
    let meaning: String
    /// How far back it looks, seconds; 0 looks at the present.
    let windowSeconds: Int
    /// More than this is a breach.
    let limit: Double
    let unit: OperationsCondition.Unit
    /// How long a breach may last before it fires.
    let holdSeconds: Int
    /// The value; nil when it cannot be measured.
    let value: @Sendable (WatchedWindow) -> Double?

    /// The fast rules of `Dashboards/prometheus/alerts.yml` that one server can evaluate on the last quarter of an hour.
    static let all: [WatchedRule] =
        [highErrorRate, storeFailing, slowDelivery, eventLoopStalled, channelLayerDown]
        + [assistantErrors, agentFailures, slowConsumers, connectionsRefused, nearConnectionLimit, fileDescriptorsLow]

    private static let highErrorRate = WatchedRule(
        name: "HighErrorRate", severity: "page", meaning: "operations that failed on the server's side, last 1 min", windowSeconds: 60,
        limit: 0.05, unit: .ratio, holdSeconds: 30
    ) { $0.share(of: $0.increase(\.serverErrors), in: $0.increase(\.operations), atLeast: 0.1) }

    private static let storeFailing = WatchedRule(
        name: "StoreFailing", severity: "page", meaning: "writes, reads or probes of the store that failed, last 1 min", windowSeconds: 60,
        limit: 0, unit: .count, holdSeconds: 60
    ) { $0.increase(\.storeErrors) }

    private static let slowDelivery = WatchedRule(
        name: "SlowDelivery", severity: "page", meaning: "p99 from a frame's receipt to its last reader, last 5 min", windowSeconds: 300,
        limit: 1_000, unit: .milliseconds, holdSeconds: 120
    ) { window in
        let messages = (window.increase(\.chatMessages) ?? 0) / window.seconds
        return messages >= 0.1 ? window.p99(\.delivery) : nil
    }

    private static let eventLoopStalled = WatchedRule(
        name: "EventLoopStalled", severity: "page", meaning: "p99 of how late event loops run, last 1 min", windowSeconds: 60,
        limit: 100, unit: .milliseconds, holdSeconds: 60
    ) { $0.p99(\.loopLag) }

    private static let channelLayerDown = WatchedRule(
        name: "ChannelLayerDown", severity: "page", meaning: "channel layers that are not connected", windowSeconds: 0, limit: 0,
        unit: .count, holdSeconds: 30
    ) { $0.now.lostLayers }

    private static let assistantErrors = WatchedRule(
        name: "AssistantErrors", severity: "ticket", meaning: "answers of the assistant that failed, last 5 min", windowSeconds: 300,
        limit: 0.05, unit: .ratio, holdSeconds: 120
    ) { $0.share(of: $0.increase(\.failedAnswers), in: $0.increase(\.answers), atLeast: 0) }

    private static let agentFailures = WatchedRule(
        name: "AgentFailures", severity: "ticket", meaning: "executions of agents on one platform that failed, last 15 min",
        windowSeconds: 900, limit: 0.1, unit: .ratio, holdSeconds: 300
    ) { $0.largestShare(of: \.failedExecutions, in: \.executions) }

    private static let slowConsumers = WatchedRule(
        name: "SlowConsumers", severity: "ticket", meaning: "sockets of one endpoint closed because they did not read, last 5 min",
        windowSeconds: 300, limit: 30, unit: .count, holdSeconds: 120
    ) { $0.largestIncrease(\.slowConsumers) }

    private static let connectionsRefused = WatchedRule(
        name: "ConnectionsRefused", severity: "ticket", meaning: "sockets refused among those asked for, last 5 min", windowSeconds: 300,
        limit: 0.1, unit: .ratio, holdSeconds: 300
    ) { window in
        let refused = window.increase(\.refused)
        return window.share(of: refused, in: refused.map { $0 + (window.increase(\.handshakes) ?? 0) }, atLeast: 0.1)
    }

    private static let nearConnectionLimit = WatchedRule(
        name: "NearConnectionLimit", severity: "ticket", meaning: "sockets open of those allowed", windowSeconds: 0, limit: 0.8,
        unit: .ratio, holdSeconds: 300
    ) { $0.share(of: $0.now.connections, in: $0.now.connectionLimit, atLeast: 0) }

    private static let fileDescriptorsLow = WatchedRule(
        name: "FileDescriptorsLow", severity: "ticket", meaning: "file descriptors open of those allowed", windowSeconds: 0, limit: 0.8,
        unit: .ratio, holdSeconds: 300
    ) { $0.share(of: $0.now.openFileDescriptors, in: $0.now.fileDescriptorLimit, atLeast: 0) }
}
