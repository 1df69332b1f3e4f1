/// What `connection` tells a client that entered a room.
public struct ChatConnection: Sendable {
    public var conversation: ConversationInfo
    public var user: UserRef
    /// When the token runs out, Unix milliseconds.
    public var expiresAtMilliseconds: Int64
    /// The room's last `seq`, 0 when nothing happened yet.
    public var lastSeq: Int64
    /// Whether a replay from the client's `since` follows.
    public var resumed: Bool
    /// At most ``maximumParticipants`` of them.
    public var participants: [Participant]
    /// All of them.
    public var participantCount: Int
    public var server: ServerInfo
    /// After how long idle the server pings, milliseconds.
    public var heartbeatMilliseconds: Int

    /// How many participants are listed at most.
    public static let maximumParticipants = 100

    /// The greeting of a room.
    public init(
        conversation: ConversationInfo, user: UserRef, expiresAtMilliseconds: Int64, lastSeq: Int64, resumed: Bool,
        participants: [Participant], participantCount: Int, server: ServerInfo, heartbeatMilliseconds: Int = 25_000
    ) {
        self.conversation = conversation
        self.user = user
        self.expiresAtMilliseconds = expiresAtMilliseconds
        self.lastSeq = lastSeq
        self.resumed = resumed
        self.participants = participants
        self.participantCount = participantCount
        self.server = server
        self.heartbeatMilliseconds = heartbeatMilliseconds
    }

    func encode(into writer: inout JSONWriter) {
        writer.member("status", "connected")
        writer.name("conversation")
        conversation.encode(into: &writer)
        writer.name("user")
        user.encode(into: &writer)
        writer.member("expires_at", time: expiresAtMilliseconds)
        writer.member("last_seq", lastSeq)
        writer.member("resumed", resumed)
        writer.name("participants")
        writer.beginArray()
        for participant in participants.prefix(Self.maximumParticipants) {
            participant.encode(into: &writer)
        }
        writer.endArray()
        writer.member("participant_count", participantCount)
        writer.name("server")
        server.encode(into: &writer)
        writer.member("heartbeat_ms", heartbeatMilliseconds)
    }
}
