/// What the `ack` of an accepted frame says.
public struct Acknowledgement: Sendable, Equatable {
    /// The message that the frame made; nil for a read mark.
    public var messageID: String?
    /// The message's place in the room, or where the read mark stands now.
    public var seq: Int64?

    /// Makes an acknowledgement.
    public init(messageID: String?, seq: Int64?) {
        self.messageID = messageID
        self.seq = seq
    }
}
