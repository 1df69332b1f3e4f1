import Wire

/// What a socket that entered a room learns: the content of its `connection` frame.
public struct RoomEntry: Sendable {
    /// How many events a replay covers at most.
    public static let replayLimit: Int64 = 1_000

    /// The room, for all further calls; give it back with ``ChatService/leave(_:user:)``.
    public var room: Room
    /// The conversation.
    public var conversation: ConversationInfo
    /// The first participants to join, at most 100.
    public var participants: [Participant]
    /// How many participants there are in all.
    public var participantCount: Int
    /// The `seq` of the latest event. Everything up to it can be replayed; everything after it is delivered live to a
    /// socket that had joined the room's group before it called ``ChatService/enter(_:user:)``.
    public var lastSeq: Int64
    /// The last part of what was streamed to the room: the live ones up to it are covered by ``streaming``.
    public var part: Int64
    /// The answer that is being generated, as far as it was streamed; nil when there is none.
    public var streaming: AnswerSoFar?

    /// Whether a client that knows everything up to `since` can be brought up to date by a replay.
    public func canReplay(since: Int64) -> Bool {
        since >= 0 && since <= lastSeq && lastSeq - since <= Self.replayLimit
    }
}
