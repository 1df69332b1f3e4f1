/// The server's frames that several sockets have in common.
enum SharedFrames {
    /// `pong`, with the `id` of the ping.
    static func pong(id: String?) -> [UInt8] {
        frame("pong") { $0.member("id", id) }
    }

    /// `refreshed`: the new token is in force.
    static func refreshed(id: String?, expiresAtMilliseconds: Int64) -> [UInt8] {
        frame("refreshed") { writer in
            writer.member("id", id)
            writer.member("expires_at", time: expiresAtMilliseconds)
        }
    }

    /// `error`.
    static func error(id: String?, code: ErrorCode, message: String, retryAfterMilliseconds: Int?) -> [UInt8] {
        frame("error") { writer in
            writer.member("id", id)
            writer.member("code", code.rawValue)
            writer.member("message", message)
            writer.member("retry_after_ms", retryAfterMilliseconds)
        }
    }

    /// One JSON object that starts with its `type`.
    @inline(__always)
    static func frame(_ type: String, capacity: Int = 160, _ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(capacity: capacity)
        writer.beginObject()
        writer.member("type", type)
        members(&writer)
        writer.endObject()
        return writer.bytes
    }
}
