/// What `connection` tells a client that watches an execution.
public struct AgentConnection: Sendable {
    /// The whole state.
    public var execution: Execution
    /// When the token runs out, Unix milliseconds.
    public var expiresAtMilliseconds: Int64
    /// The execution's last `seq`.
    public var lastSeq: Int64
    /// Whether a replay from the client's `since` follows.
    public var resumed: Bool
    public var server: ServerInfo
    /// After how long idle the server pings, milliseconds.
    public var heartbeatMilliseconds: Int

    /// The greeting of an execution.
    public init(
        execution: Execution, expiresAtMilliseconds: Int64, lastSeq: Int64, resumed: Bool, server: ServerInfo,
        heartbeatMilliseconds: Int = 25_000
    ) {
        self.execution = execution
        self.expiresAtMilliseconds = expiresAtMilliseconds
        self.lastSeq = lastSeq
        self.resumed = resumed
        self.server = server
        self.heartbeatMilliseconds = heartbeatMilliseconds
    }

    func encode(into writer: inout JSONWriter) {
        writer.member("status", "connected")
        writer.name("execution")
        execution.encode(into: &writer)
        writer.member("expires_at", time: expiresAtMilliseconds)
        writer.member("last_seq", lastSeq)
        writer.member("resumed", resumed)
        writer.name("server")
        server.encode(into: &writer)
        writer.member("heartbeat_ms", heartbeatMilliseconds)
    }
}
