import ArgumentParser

/// The flags of the section Limits. Values are texts here: the table of settings reads them.
struct LimitOptions: ParsableArguments, SettingFlags {
    @Option(help: Settings.messageRate.row.help) var messageRate: String?
    @Option(help: Settings.messageBurst.row.help) var messageBurst: String?
    @Option(help: Settings.userMessageRate.row.help) var userMessageRate: String?
    @Option(help: Settings.userMessageBurst.row.help) var userMessageBurst: String?
    @Option(help: Settings.maxRefusals.row.help) var maxRefusals: String?
    @Option(help: Settings.maxUncommittedFrames.row.help) var maxUncommittedFrames: String?
    @Option(help: Settings.socketsPerUser.row.help) var socketsPerUser: String?
    @Option(help: Settings.connectionsPerAddress.row.help) var connectionsPerAddress: String?
    @Option(help: Settings.maxConnections.row.help) var maxConnections: String?
    @Option(help: Settings.tcpConnectionsPerAddress.row.help) var tcpConnectionsPerAddress: String?
    @Option(help: Settings.maxTcpConnections.row.help) var maxTcpConnections: String?
    @Option(help: Settings.maxMessageBytes.row.help) var maxMessageBytes: String?
    @Option(help: Settings.dashboardMessageBytes.row.help) var dashboardMessageBytes: String?
    @Option(help: Settings.outboxBytes.row.help) var outboxBytes: String?
    @Option(help: Settings.roomBacklogBytes.row.help) var roomBacklogBytes: String?
    @Option(help: Settings.storeQueueBytes.row.help) var storeQueueBytes: String?

    var flags: [(SettingRow, String?)] {
        [
            (Settings.messageRate.row, messageRate), (Settings.messageBurst.row, messageBurst),
            (Settings.userMessageRate.row, userMessageRate), (Settings.userMessageBurst.row, userMessageBurst),
            (Settings.maxRefusals.row, maxRefusals), (Settings.maxUncommittedFrames.row, maxUncommittedFrames),
            (Settings.socketsPerUser.row, socketsPerUser),
            (Settings.connectionsPerAddress.row, connectionsPerAddress),
            (Settings.maxConnections.row, maxConnections),
            (Settings.tcpConnectionsPerAddress.row, tcpConnectionsPerAddress),
            (Settings.maxTcpConnections.row, maxTcpConnections), (Settings.maxMessageBytes.row, maxMessageBytes),
            (Settings.dashboardMessageBytes.row, dashboardMessageBytes), (Settings.outboxBytes.row, outboxBytes),
            (Settings.roomBacklogBytes.row, roomBacklogBytes), (Settings.storeQueueBytes.row, storeQueueBytes),
        ]
    }
}
