/// One of the busiest rooms now.
public struct BusyRoom: Sendable, Equatable {
    public var id: String
    public var sockets: Int
    public var messagesPerSecond: Double

    /// A room.
    public init(id: String, sockets: Int, messagesPerSecond: Double) {
        self.id = id
        self.sockets = sockets
        self.messagesPerSecond = messagesPerSecond
    }
}
