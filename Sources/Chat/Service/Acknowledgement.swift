/// What the `ack` of an accepted frame says.
public struct Acknowledgement: Sendable, Equatable {
    /// The message that the frame made or changed; nil for a read mark.
    public var messageID: String?
    /// The event's place in the room, or where the read mark stands now; nil when nothing had to change.
    public var seq: Int64?

    /// Makes an acknowledgement.
    public init(messageID: String?, seq: Int64?) {
        self.messageID = messageID
        self.seq = seq
    }
}
