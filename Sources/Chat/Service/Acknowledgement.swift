/// What the `ack` of an accepted frame says.
public struct Acknowledgement: Sendable, Equatable {
    /// The message that the frame made or changed; nil for a read mark.
    public var messageID: String?
    /// The event's place in the room, or where the read mark stands now; nil when nothing had to change.
    public var seq: Int64?
    /// Whether the frame's `id` was used before: what it asked for was done then.
    public var isRepeated: Bool

    /// Makes an acknowledgement.
    public init(messageID: String?, seq: Int64?, isRepeated: Bool = false) {
        self.messageID = messageID
        self.seq = seq
        self.isRepeated = isRepeated
    }

    /// Whether both tell the client the same: a repeated frame gets its first acknowledgement.
    public static func == (one: Self, other: Self) -> Bool {
        one.messageID == other.messageID && one.seq == other.seq
    }
}
