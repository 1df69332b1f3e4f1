/// The frames that the server sends on an execution's socket, each as one JSON text.
public enum AgentFrames {
    /// The closed set of the server's types on this socket: values of the label `type`.
    public static let types = [
        "connection", "execution_update", "progress", "execution_output", "execution_complete", "execution_error", "ack", "resync",
        "refreshed", "error", "pong",
    ]

    /// `connection`: the first frame.
    public static func connection(_ connection: AgentConnection) -> [UInt8] {
        SharedFrames.frame("connection", capacity: 320 + connection.execution.encodedSize, connection.encode)
    }

    /// `execution_update` without `seq`: the whole state, asked for under an `id`.
    public static func status(id: String?, _ execution: Execution) -> [UInt8] {
        SharedFrames.frame("execution_update", capacity: 160 + execution.encodedSize) { writer in
            writer.member("id", id)
            writer.member("execution_id", execution.id)
            writer.member("status", execution.status.rawValue)
            writer.name("data")
            writer.beginObject()
            writer.name("execution")
            execution.encode(into: &writer)
            writer.endObject()
        }
    }

    /// `ack`: the execution stands like this.
    ///
    /// - Parameter seq: of the event that the frame caused; nil when it changed nothing.
    public static func ack(id: String?, executionID: String, status: ExecutionStatus, seq: Int64?) -> [UInt8] {
        SharedFrames.frame("ack") { writer in
            writer.member("id", id)
            writer.member("execution_id", executionID)
            writer.member("status", status.rawValue)
            writer.member("seq", seq)
        }
    }

    /// `resync`: a gap is possible up to `lastSeq`; ask again with `since`.
    public static func resync(lastSeq: Int64) -> [UInt8] {
        SharedFrames.frame("resync") { $0.member("last_seq", lastSeq) }
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
    public static func error(id: String?, code: ErrorCode, message: String, retryAfterMilliseconds: Int? = nil) -> [UInt8] {
        SharedFrames.error(id: id, code: code, message: message, retryAfterMilliseconds: retryAfterMilliseconds)
    }
}
