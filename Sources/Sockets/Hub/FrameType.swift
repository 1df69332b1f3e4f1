/// The metric label of an encoded server frame.
enum FrameType {
    /// The `type` of a frame whose encoding begins with it, as all of ours do; `other` for anything else, so that no foreign
    /// text becomes a label.
    static func label(of payload: [UInt8]) -> String {
        let prefix = Array(#"{"type":""#.utf8)
        guard payload.count > prefix.count, payload.starts(with: prefix) else { return "other" }
        let rest = payload[prefix.count...].prefix(32)
        guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return "other" }
        let type = String(decoding: rest[..<end], as: UTF8.self)
        return known.contains(type) ? type : "other"
    }

    /// The broadcast types of the protocol.
    private static let known: Set<String> = [
        "new_message", "message_chunk", "message_complete", "message_error", "message_edited", "message_deleted", "reaction",
        "typing", "read_receipt", "presence", "upload_progress", "resync", "execution_update", "progress", "execution_output",
        "execution_complete", "execution_error", "stats", "alert",
    ]
}
