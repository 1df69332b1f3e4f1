import ArgumentParser
import Glibc

/// The flags of `token` that are settings: where the key is and what else the server checks.
struct SigningOptions: ParsableArguments, SettingFlags {
    @Option(help: ArgumentHelp("Data folder whose signing key to use. (default: ./data)", valueName: "path"))
    var data: String?
    @Option(help: Settings.secretFile.row.help) var secretFile: String?
    @Option(help: Settings.config.row.help) var config: String?
    @Option(help: Settings.jwtAlgorithm.row.help) var jwtAlgorithm: String?
    @Option(help: ArgumentHelp("iss of the token.", valueName: "text")) var jwtIssuer: String?
    @Option(help: ArgumentHelp("aud of the token.", valueName: "text")) var jwtAudience: String?

    var flags: [(SettingRow, String?)] {
        [
            (Settings.data.row, data), (Settings.secretFile.row, secretFile), (Settings.config.row, config),
            (Settings.jwtAlgorithm.row, jwtAlgorithm), (Settings.jwtIssuer.row, jwtIssuer),
            (Settings.jwtAudience.row, jwtAudience),
        ]
    }

    /// The secret to sign with.
    /// - Throws: ``CommandFailure`` when there is none, or the server's keys can only check.
    func secret(_ reader: SettingsReader) throws(CommandFailure) -> Secret {
        // A flag says which key is meant, whatever the environment holds for the server.
        if let data { return try signingKey(in: data) }
        if let secretFile {
            let secret = try Secret(file: secretFile)
            try secret.check(for: reader.value(Settings.jwtAlgorithm), origin: Settings.secretFile.row.flag)
            return secret
        }
        switch try TokenKeySource(reader) {
        case .secret(let secret):
            return secret
        case .signingKeyInDataFolder:
            return try signingKey(in: reader.value(Settings.data))
        case .publicKey, .keySetFile, .keySetURL:
            throw CommandFailure(
                .configuration,
                "the server's keys can only check tokens; make them where the private key is, or give --secret-file or --data"
            )
        }
    }

    /// Whether the secret is the signing key that a development server made: who can read it may try everything.
    /// - Throws: ``CommandFailure`` as ``secret(_:)``.
    func isForDevelopment(_ reader: SettingsReader) throws(CommandFailure) -> Bool {
        if data != nil { return true }
        guard secretFile == nil else { return false }
        return try TokenKeySource(reader) == .signingKeyInDataFolder
    }

    private func signingKey(in folder: String) throws(CommandFailure) -> Secret {
        guard access(SigningKey.path(in: folder), F_OK) == 0 || errno != ENOENT else {
            throw CommandFailure(
                .noInput,
                "there is no signing key in \(folder), which a development server makes: start telltale serve --data \(folder) once; "
                    + "for one in production set its TELLTALE_SECRET\(data == nil ? "" : " and leave --data out"), or give --secret-file"
            )
        }
        return try SigningKey.read(in: folder)
    }
}
