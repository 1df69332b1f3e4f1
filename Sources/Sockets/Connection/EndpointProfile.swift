import Wire

/// What all connections of one endpoint have in common.
public struct EndpointProfile: Sendable {
    public var endpoint: Endpoint
    /// The largest message from a client, bytes.
    public var messageLimit: Int
    /// The most bytes that may wait for a slow peer; 0 is no limit.
    public var outboxBudget: Int
    /// The most payload bytes that may wait to be written to a room on one event loop before its publishers wait; 0 is no limit.
    public var roomBacklogLimit: Int
    /// A connection that sent nothing for this long gets a ping, milliseconds; 0 is never.
    public var heartbeatInterval: Int
    /// How long a peer may take to show life after a ping, milliseconds; 0 is for ever.
    public var heartbeatTimeout: Int
    /// How long to wait for the peer's Close after ours, milliseconds.
    public var closeTimeout: Int
    /// Reading pauses while this many frames are not done with; 0 is no limit.
    public var workLimit: Int

    /// The defaults are the protocol's.
    public init(
        endpoint: Endpoint, messageLimit: Int, outboxBudget: Int? = nil, heartbeatInterval: Int = 25_000,
        heartbeatTimeout: Int = 10_000, closeTimeout: Int = 2_000, workLimit: Int = 64,
        roomBacklogLimit: Int = 8 << 20
    ) {
        self.endpoint = endpoint
        self.messageLimit = messageLimit
        self.outboxBudget = outboxBudget ?? max(1 << 20, 2 * messageLimit)
        self.heartbeatInterval = heartbeatInterval
        self.heartbeatTimeout = heartbeatTimeout
        self.closeTimeout = closeTimeout
        self.workLimit = workLimit
        self.roomBacklogLimit = roomBacklogLimit
    }
}
