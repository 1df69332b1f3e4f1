extension Settings {
    private static let count = SettingKind<Int>.integer(in: 0...1_000_000_000)
    private static let size = SettingKind<Int>.bytes(in: 0...1 << 30)

    static let messageRate = Setting(
        "message-rate", in: .limits, count, default: 20,
        meaning: "Messages a second that one connection may send, of whatever kind; more are refused with rate_limited.",
        extremes: "0 is off."
    )
    static let messageBurst = Setting(
        "message-burst", in: .limits, .integer(in: 1...1_000_000_000), default: 40,
        meaning: "Messages that a connection may send at once after it was quiet."
    )
    static let userMessageRate = Setting(
        "user-message-rate", in: .limits, count, development: 0, production: 100,
        meaning: "Messages a second that all chat connections of one user may send together, with their changes over HTTP; "
            + "more are refused with rate_limited.",
        extremes: "0 is off."
    )
    static let userMessageBurst = Setting(
        "user-message-burst", in: .limits, .integer(in: 1...1_000_000_000), default: 200,
        meaning: "Messages that all connections of one user may send at once after they were quiet."
    )
    static let maxRefusals = Setting(
        "max-refusals", in: .limits, count, default: 100,
        meaning: "Messages refused within 10 s after which a connection is closed with 4429.",
        extremes: "Those refused with rate_limited, bad_frame, unknown_type or token_expired count. 0 is off: it is never closed for that."
    )
    static let maxUncommittedFrames = Setting(
        "max-uncommitted-frames", in: .limits, count, default: 64,
        meaning: "Frames of one connection that wait for their commit before reading from it pauses.",
        extremes: "0 is off: reading never pauses for that."
    )
    static let socketsPerUser = Setting(
        "sockets-per-user", in: .limits, count, development: 0, production: 16,
        meaning: "Sockets of one user in one room; one more is closed with 4413.",
        extremes: "0 is off."
    )
    static let connectionsPerAddress = Setting(
        "connections-per-address", in: .limits, count, development: 0, production: 1_000,
        meaning: "Sockets from one address; one more is closed with 4413.",
        extremes: "0 is off. Behind a proxy set trusted-proxies, else all clients share its address."
    )
    static let maxConnections = Setting(
        "max-connections", in: .limits, count, default: 100_000,
        meaning: "Sockets of this server; one more is closed with 1013.",
        extremes: "0 is off. Each needs a file descriptor."
    )
    static let tcpConnectionsPerAddress = Setting(
        "tcp-connections-per-address", in: .limits, count, development: 0, production: 2_000,
        meaning: "TCP connections from one address, whether sockets or not; one more is closed as it comes.",
        extremes: "0 is off. It does not hold for trusted-proxies. With less than connections-per-address nobody is told why."
    )
    static let maxTcpConnections = Setting(
        "max-tcp-connections", in: .limits, count, default: 110_000,
        meaning: "TCP connections of this server, whether sockets or not; one more is closed as it comes.",
        extremes: "0 is off. With less than max-connections nobody is told why."
    )
    static let maxMessageBytes = Setting(
        "max-message-bytes", in: .limits, size, default: 64 << 10,
        meaning: "Largest message that a chat socket takes; a larger one closes it with 1009.",
        extremes: "0 is off."
    )
    static let dashboardMessageBytes = Setting(
        "dashboard-message-bytes", in: .limits, size, default: 1 << 20,
        meaning: "Largest message that a dashboard socket takes; a larger one closes it with 1009.",
        extremes: "0 is off."
    )
    static let outboxBytes = Setting(
        "outbox-bytes", in: .limits, size, default: 1 << 20,
        meaning: "Bytes that may wait for a slow connection before it is closed with 4420.",
        extremes: "Never less than twice the largest message of its socket. 0 is off: a slow reader can then fill the memory."
    )
    static let roomBacklogBytes = Setting(
        "room-backlog-bytes", in: .limits, size, default: 8 << 20,
        meaning: "Bytes of messages that may wait to be written to a room on one event loop before reading from their senders pauses.",
        extremes: "Reading goes on at half of it. 0 is off: a room that gets more than it can write can then fill the memory."
    )
    static let storeQueueBytes = Setting(
        "store-queue-bytes", in: .limits, size, default: 64 << 20,
        meaning: "Bytes of text that may wait for a transaction of the store; further writes are refused with overloaded.",
        extremes: "While the disk stalls, up to twice as much is in memory. 0 is off: 65,536 writes may then wait, however long."
    )
    /// The rows of this section.
    static let limits: [SettingRow] = [
        messageRate.row, messageBurst.row, userMessageRate.row, userMessageBurst.row, maxRefusals.row, maxUncommittedFrames.row,
        socketsPerUser.row,
        connectionsPerAddress.row, maxConnections.row, tcpConnectionsPerAddress.row, maxTcpConnections.row, maxMessageBytes.row,
        dashboardMessageBytes.row, outboxBytes.row, roomBacklogBytes.row, storeQueueBytes.row,
    ]
}
