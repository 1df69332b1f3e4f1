import ArgumentParser

/// The flags of the section Tokens. Values are texts here: the table of settings reads them.
///
/// `secret` has no flag: every user of the machine can read a command line.
struct TokenOptions: ParsableArguments, SettingFlags {
    @Option(help: Settings.secretFile.row.help) var secretFile: String?
    @Option(help: Settings.jwtAlgorithm.row.help) var jwtAlgorithm: String?
    @Option(help: Settings.jwtPublicKey.row.help) var jwtPublicKey: String?
    @Option(help: Settings.jwks.row.help) var jwks: String?
    @Option(name: .customLong("jwks-ca-file"), help: Settings.jwksCAFile.row.help) var jwksCAFile: String?
    @Option(help: Settings.jwtIssuer.row.help) var jwtIssuer: String?
    @Option(help: Settings.jwtAudience.row.help) var jwtAudience: String?
    @Option(help: Settings.defaultScopes.row.help) var defaultScopes: String?

    var flags: [(SettingRow, String?)] {
        [
            (Settings.secretFile.row, secretFile), (Settings.jwtAlgorithm.row, jwtAlgorithm),
            (Settings.jwtPublicKey.row, jwtPublicKey), (Settings.jwks.row, jwks), (Settings.jwksCAFile.row, jwksCAFile),
            (Settings.jwtIssuer.row, jwtIssuer),
            (Settings.jwtAudience.row, jwtAudience), (Settings.defaultScopes.row, defaultScopes),
        ]
    }
}
