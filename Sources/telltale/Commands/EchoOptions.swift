import ArgumentParser

/// The flags of `echo`, which are settings.
struct EchoOptions: ParsableArguments, SettingFlags {
    @Option(help: Settings.host.row.help) var host: String?
    @Option(help: Settings.port.row.help) var port: String?
    @Option(help: Settings.threads.row.help) var threads: String?

    var flags: [(SettingRow, String?)] {
        [(Settings.host.row, host), (Settings.port.row, port), (Settings.threads.row, threads)]
    }
}
