/// A participant of a conversation, as `connection` lists them.
public struct Participant: Sendable, Equatable {
    public var id: String
    public var name: String
    /// Whether a socket of theirs is in the room.
    public var online: Bool
    /// How far they have read; 0 when they have not.
    public var lastReadSeq: Int64

    /// A participant.
    public init(id: String, name: String, online: Bool, lastReadSeq: Int64) {
        self.id = id
        self.name = name
        self.online = online
        self.lastReadSeq = lastReadSeq
    }

    /// Writes `{id, name, online, last_read_seq}`.
    public func encode(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("name", name)
        writer.member("online", online)
        writer.member("last_read_seq", lastReadSeq)
        writer.endObject()
    }
}
