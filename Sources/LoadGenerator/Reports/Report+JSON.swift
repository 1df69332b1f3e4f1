extension Report {
    /// The report as one JSON object in one line. Latencies and times are microseconds where the name says so.
    public var json: String {
        var object = JSONObject()
        object.add("mode", mode.rawValue)
        object.add("passed", passed)
        object.add("interrupted", interrupted)
        object.add("setup", setupObject)
        object.add("connects", connectObject)
        if let fanOut { object.add("measured", Self.object(fanOut)) }
        if mode == .fanout { object.add("deliveries", deliveryObject) }
        if let idle { object.add("idle", Self.object(idle)) }
        if let memory { object.add("memory", Self.object(memory)) }
        object.add("error_frames", errorFrames)
        object.add("failed_connections", failedConnections)
        object.add("failures", failures.map(Self.object))
        return object.text
    }

    private var setupObject: JSONObject {
        var object = JSONObject()
        object.add("subscribers", topology.connectionCount)
        object.add("rooms", topology.rooms)
        object.add("publishers_per_room", topology.publishersPerRoom)
        switch pace {
        case .window(let messages): object.add("window", messages)
        case .rate(let rate): object.add("rate", rate)
        }
        object.add("message_bytes", messageBytes)
        return object
    }

    private var connectObject: JSONObject {
        var object = JSONObject()
        object.add("attempted", connects.attempted)
        object.add("ready", connects.ready)
        object.add("failed", connects.failed)
        object.add("seconds", connects.seconds, digits: 4)
        object.add("per_second", connects.perSecond, digits: 1)
        if let latency = connects.latency { object.add("latency_us", Self.object(latency)) }
        if let each = connects.serverMicrosecondsEach { object.add("server_cpu_us_each", each) }
        object.add("client_cpu_us_each", connects.ready > 0 ? connects.clientSeconds * 1e6 / Double(connects.ready) : 0)
        return object
    }

    private var deliveryObject: JSONObject {
        var object = JSONObject()
        object.add("published", deliveries.published)
        object.add("expected", deliveries.expected)
        object.add("received", deliveries.received)
        object.add("lost", deliveries.lost)
        object.add("doubled", deliveries.doubled)
        object.add("reordered", deliveries.reordered)
        object.add("misrouted", deliveries.misrouted)
        return object
    }

    private static func object(_ figures: FanOutFigures) -> JSONObject {
        var object = JSONObject()
        object.add("seconds", figures.seconds, digits: 4)
        object.add("messages", figures.messages)
        object.add("deliveries", figures.deliveries)
        object.add("messages_per_second", figures.messagesPerSecond, digits: 1)
        object.add("deliveries_per_second", figures.deliveriesPerSecond, digits: 1)
        if let latency = figures.latency { object.add("latency_us", Self.object(latency)) }
        if let server = figures.server, let each = figures.serverMicrosecondsPerDelivery {
            object.add("server_cpu_us_per_delivery", each, digits: 4)
            object.add("server_cpu_us_per_message", figures.messages > 0 ? server.seconds * 1e6 / Double(figures.messages) : 0)
            object.add("server_cpu_utilisation", figures.seconds > 0 ? server.seconds / figures.seconds : 0)
            object.add("server_user_s", server.userSeconds)
            object.add("server_system_s", server.systemSeconds)
        }
        object.add("client_cpu_us_per_delivery", figures.clientMicrosecondsPerDelivery, digits: 4)
        object.add("client_cpu_utilisation", figures.clientUtilisation)
        object.add("bytes_per_delivery", figures.deliveries > 0 ? Double(figures.bytes) / Double(figures.deliveries) : 0, digits: 1)
        object.add("acknowledgements", figures.acknowledgements)
        object.add("worst_publish_lag_us", figures.worstLagMicroseconds, digits: 0)
        object.add("stalled", figures.stalled)
        return object
    }

    private static func object(_ latency: LatencySummary) -> JSONObject {
        var object = JSONObject()
        for (name, value) in [
            ("p50", latency.p50), ("p90", latency.p90), ("p99", latency.p99), ("p999", latency.p999), ("max", latency.max),
            ("mean", latency.mean),
        ] {
            object.add(name, value, digits: 1)
        }
        return object
    }

    private static func object(_ idle: IdleFigures) -> JSONObject {
        var object = JSONObject()
        object.add("seconds", idle.seconds)
        object.add("closed", idle.closed)
        object.add("pings", idle.pings)
        object.add("server_cpu_utilisation", idle.serverUtilisation, digits: 5)
        return object
    }

    private static func object(_ memory: MemoryFigures) -> JSONObject {
        var object = JSONObject()
        object.add("before_kib", memory.beforeKiB)
        object.add("after_kib", memory.afterKiB)
        object.add("kib_per_connection", memory.kibPerConnection)
        return object
    }

    private static func object(_ failure: Failure) -> JSONObject {
        var object = JSONObject()
        object.add("reason", failure.reason)
        object.add("count", failure.count)
        return object
    }
}
