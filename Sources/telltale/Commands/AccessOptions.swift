import ArgumentParser

/// The flags of the section Access. Values are texts here: the table of settings reads them.
struct AccessOptions: ParsableArguments, SettingFlags {
    @Option(help: Settings.allowedOrigins.row.help) var allowedOrigins: String?
    @Option(help: Settings.trustedProxies.row.help) var trustedProxies: String?
    @Flag(inversion: .prefixedNo, help: Settings.openRooms.row.help) var openRooms: Bool?

    var flags: [(SettingRow, String?)] {
        [
            (Settings.allowedOrigins.row, allowedOrigins), (Settings.trustedProxies.row, trustedProxies),
            (Settings.openRooms.row, openRooms.map(String.init)),
        ]
    }
}
