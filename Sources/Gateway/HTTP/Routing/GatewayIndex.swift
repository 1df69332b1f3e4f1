import Wire

/// `/`: what is where, for whoever opens the server's address.
struct GatewayIndex {
    let server: ServerInfo
    let hasAgents: Bool
    let showsMetrics: Bool

    private var paths: [String] {
        let sockets = ["/ws/chat/<conversation_id>/?token="] + (hasAgents ? ["/ws/agents/execution/<execution_id>/?token="] : [])
        let probes = (showsMetrics ? ["/metrics"] : []) + ["/healthz", "/readyz", "/openapi.json"]
        return sockets + ["/ws/dashboard/?token="] + probes + ["/api/conversations", "/api/search"]
            + (hasAgents ? ["/api/agents", "/api/agents/executions"] : [])
    }

    var bytes: [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.name("server")
        server.encode(into: &writer)
        writer.name("paths")
        writer.beginArray()
        for path in paths { writer.value(path) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}
