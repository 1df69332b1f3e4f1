/// One of the busiest rooms; never a label of a metric.
public struct TopRoom: Sendable, Equatable {
    public var id: String
    /// Sockets in the room.
    public var sockets: Int
    public var messagesPerSecond: Double

    /// A room.
    public init(id: String, sockets: Int, messagesPerSecond: Double) {
        self.id = id
        self.sockets = sockets
        self.messagesPerSecond = messagesPerSecond
    }

    /// Writes `{id, sockets, messages_per_s}`.
    public func encode(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("sockets", sockets)
        writer.member("messages_per_s", messagesPerSecond)
        writer.endObject()
    }
}
