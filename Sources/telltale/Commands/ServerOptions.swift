import ArgumentParser

/// The flags of the section Server. Values are texts here: the table of settings reads them.
struct ServerOptions: ParsableArguments, SettingFlags {
    @Option(help: Settings.host.row.help) var host: String?
    @Option(help: Settings.port.row.help) var port: String?
    @Option(help: Settings.data.row.help) var data: String?
    @Option(help: Settings.env.row.help) var env: String?
    @Option(help: Settings.config.row.help) var config: String?
    @Option(help: Settings.threads.row.help) var threads: String?
    @Option(help: Settings.tlsCertificate.row.help) var tlsCertificate: String?
    @Option(help: Settings.tlsKey.row.help) var tlsKey: String?
    @Option(help: Settings.synchronous.row.help) var synchronous: String?
    @Option(help: Settings.logLevel.row.help) var logLevel: String?
    @Option(help: Settings.logFormat.row.help) var logFormat: String?

    var flags: [(SettingRow, String?)] {
        [
            (Settings.host.row, host), (Settings.port.row, port), (Settings.data.row, data), (Settings.env.row, env),
            (Settings.config.row, config), (Settings.threads.row, threads),
            (Settings.tlsCertificate.row, tlsCertificate), (Settings.tlsKey.row, tlsKey),
            (Settings.synchronous.row, synchronous), (Settings.logLevel.row, logLevel),
            (Settings.logFormat.row, logFormat),
        ]
    }
}
