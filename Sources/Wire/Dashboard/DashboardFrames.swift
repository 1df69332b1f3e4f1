/// The frames that the server sends on the dashboard socket, each as one JSON text; ticks are ``StatsTick``s.
public enum DashboardFrames {
    /// The closed set of the server's types on this socket: values of the label `type`.
    public static let types = ["connection", "history", "stats", "ack", "refreshed", "error", "pong"]

    /// `connection`: the first frame.
    ///
    /// - Parameters:
    ///   - expiresAtMilliseconds: When the token runs out, Unix time.
    ///   - intervalMilliseconds: The time between ticks until the client asks for another.
    ///   - nodes: The names of the nodes.
    public static func connection(
        server: ServerInfo, expiresAtMilliseconds: Int64, intervalMilliseconds: Int, nodes: [String]
    ) -> [UInt8] {
        SharedFrames.frame("connection", capacity: 320) { writer in
            writer.member("status", "connected")
            writer.name("server")
            server.encode(into: &writer)
            writer.member("expires_at", time: expiresAtMilliseconds)
            writer.member("interval_ms", intervalMilliseconds)
            writer.name("nodes")
            writer.beginArray()
            for node in nodes {
                writer.value(node)
            }
            writer.endArray()
            writer.name("alerts")
            writer.raw("[]".utf8)
        }
    }

    /// `history`: the backfill after `connection`, or what was asked for under an `id`.
    public static func history(id: String?, _ history: StatsHistory) -> [UInt8] {
        SharedFrames.frame("history", capacity: 160 + 200 * history.rows.count) { writer in
            writer.member("id", id)
            history.encode(into: &writer)
        }
    }

    /// `ack`: the frame with this `id` is in force.
    public static func ack(id: String?) -> [UInt8] {
        SharedFrames.frame("ack") { $0.member("id", id) }
    }

    /// `refreshed`: the new token is in force until this Unix time in milliseconds.
    public static func refreshed(id: String?, expiresAtMilliseconds: Int64) -> [UInt8] {
        SharedFrames.refreshed(id: id, expiresAtMilliseconds: expiresAtMilliseconds)
    }

    /// `pong`, with the `id` of the ping.
    public static func pong(id: String?) -> [UInt8] {
        SharedFrames.pong(id: id)
    }

    /// `error`, with the `id` of the frame that it refuses.
    public static func error(
        id: String?, code: ErrorCode, message: String, retryAfterMilliseconds: Int? = nil
    ) -> [UInt8] {
        SharedFrames.error(id: id, code: code, message: message, retryAfterMilliseconds: retryAfterMilliseconds)
    }
}
