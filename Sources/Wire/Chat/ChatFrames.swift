/// The frames that the server sends on the chat socket, each as one JSON text.
public enum ChatFrames {
    /// The closed set of the server's types on this socket: values of the label `type`.
    public static let types = [
        "connection", "new_message", "message_chunk", "message_complete", "message_error", "message_edited", "message_deleted",
        "reaction", "history", "presence", "typing", "read_receipt", "upload_progress", "ack", "resync", "refreshed", "pong", "error",
    ]

    /// `connection`: the first frame.
    public static func connection(_ connection: ChatConnection) -> [UInt8] {
        SharedFrames.frame("connection", capacity: 640 + 80 * connection.participants.count) { connection.encode(into: &$0) }
    }

    /// `new_message`, to every socket of the room.
    public static func newMessage(_ message: Message) -> [UInt8] {
        SharedFrames.frame("new_message", capacity: message.encodedSize + 40) { writer in
            writer.name("message")
            message.encode(into: &writer)
        }
    }

    /// `message_chunk`: a piece of an answer that is being generated.
    ///
    /// - Parameters:
    ///   - index: 0, 1, 2… counts the pieces sent to the room; in a catch-up that of the last one.
    ///   - isCatchUp: whether `delta` is all that there is so far, for a socket that came late.
    public static func messageChunk(messageID: String, index: Int, delta: String, isCatchUp: Bool = false) -> [UInt8] {
        SharedFrames.frame("message_chunk", capacity: 128 + delta.utf8.count) { writer in
            writer.member("message_id", messageID)
            writer.member("index", index)
            writer.member("delta", delta)
            writer.member("catch_up", isCatchUp ? true : nil)
        }
    }

    /// `upload_progress`.
    public static func uploadProgress(_ progress: UploadProgress) -> [UInt8] {
        SharedFrames.frame("upload_progress", capacity: 256) { writer in
            writer.member("upload_id", progress.uploadID)
            writer.member("file_name", progress.fileName)
            writer.member("received_bytes", progress.receivedBytes)
            writer.member("total_bytes", progress.totalBytes)
            writer.member("percent", progress.percent)
            writer.member("status", progress.status.rawValue)
        }
    }

    /// `ack`: the frame with this `id` is committed.
    public static func ack(id: String?, messageID: String? = nil, seq: Int64? = nil) -> [UInt8] {
        SharedFrames.frame("ack") { writer in
            writer.member("id", id)
            writer.member("message_id", messageID)
            writer.member("seq", seq)
        }
    }

    /// `history`: the messages that were asked for, ascending by `seq`.
    public static func history(id: String?, messages: [Message], hasMore: Bool) -> [UInt8] {
        let capacity = messages.reduce(120) { $0 + $1.encodedSize }
        return SharedFrames.frame("history", capacity: capacity) { writer in
            writer.member("id", id)
            encodePage(messages: messages, hasMore: hasMore, into: &writer)
        }
    }

    /// The body of the REST answer to a request for messages: `{messages, has_more}`.
    public static func messagePage(_ messages: [Message], hasMore: Bool) -> [UInt8] {
        var writer = JSONWriter(capacity: messages.reduce(120) { $0 + $1.encodedSize })
        writer.beginObject()
        encodePage(messages: messages, hasMore: hasMore, into: &writer)
        writer.endObject()
        return writer.bytes
    }

    /// `presence`: a user came or went.
    public static func presence(user: UserRef, online: Bool) -> [UInt8] {
        SharedFrames.frame("presence") { writer in
            writer.name("user")
            user.encode(into: &writer)
            writer.member("status", online ? "online" : "offline")
        }
    }

    /// `typing`: a user started or stopped typing.
    public static func typing(user: UserRef, typing: Bool) -> [UInt8] {
        SharedFrames.frame("typing") { writer in
            writer.name("user")
            user.encode(into: &writer)
            writer.member("typing", typing)
        }
    }

    /// `read_receipt`: a user has read everything up to `seq`.
    public static func readReceipt(user: UserRef, seq: Int64) -> [UInt8] {
        SharedFrames.frame("read_receipt") { writer in
            writer.name("user")
            user.encode(into: &writer)
            writer.member("seq", seq)
        }
    }

    /// `resync`: a gap is possible, ask again with `since`.
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
    public static func error(
        id: String?, code: ErrorCode, message: String, retryAfterMilliseconds: Int? = nil
    ) -> [UInt8] {
        SharedFrames.error(id: id, code: code, message: message, retryAfterMilliseconds: retryAfterMilliseconds)
    }

    private static func encodePage(messages: [Message], hasMore: Bool, into writer: inout JSONWriter) {
        writer.name("messages")
        writer.beginArray()
        for message in messages {
            message.encode(into: &writer)
        }
        writer.endArray()
        writer.member("has_more", hasMore)
    }
}
