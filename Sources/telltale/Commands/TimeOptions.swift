import ArgumentParser

/// The flags of the section Times. Values are texts here: the table of settings reads them.
struct TimeOptions: ParsableArguments, SettingFlags {
    @Option(help: Settings.handshakeTimeout.row.help) var handshakeTimeout: String?
    @Option(help: Settings.httpIdleTimeout.row.help) var httpIdleTimeout: String?
    @Option(help: Settings.heartbeatInterval.row.help) var heartbeatInterval: String?
    @Option(help: Settings.heartbeatTimeout.row.help) var heartbeatTimeout: String?
    @Option(help: Settings.drainDelay.row.help) var drainDelay: String?
    @Option(help: Settings.drainSpread.row.help) var drainSpread: String?
    @Option(help: Settings.shutdownTimeout.row.help) var shutdownTimeout: String?

    var flags: [(SettingRow, String?)] {
        [
            (Settings.handshakeTimeout.row, handshakeTimeout), (Settings.httpIdleTimeout.row, httpIdleTimeout),
            (Settings.heartbeatInterval.row, heartbeatInterval), (Settings.heartbeatTimeout.row, heartbeatTimeout),
            (Settings.drainDelay.row, drainDelay), (Settings.drainSpread.row, drainSpread),
            (Settings.shutdownTimeout.row, shutdownTimeout),
        ]
    }
}
