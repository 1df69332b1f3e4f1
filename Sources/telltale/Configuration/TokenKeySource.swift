/// What tokens are checked with.
enum TokenKeySource: Sendable, Equatable {
    /// A shared secret: tokens can also be signed.
    case secret(Secret)
    /// The key in the data folder, which is made at first start: tokens can also be signed. Development only.
    case signingKeyInDataFolder
    /// A PEM file with a public key.
    case publicKey(path: String)
    /// A file with a JSON Web Key Set.
    case keySetFile(path: String)
    /// An `https` URL of a JSON Web Key Set.
    case keySetURL(String)
}

extension TokenKeySource {
    /// The one source that the settings name.
    /// - Throws: ``CommandFailure`` when there are several, none in production, or one that cannot be used.
    init(_ reader: SettingsReader) throws(CommandFailure) {
        let rows = [Settings.secret, Settings.secretFile, Settings.jwtPublicKey, Settings.jwks]
        var named: [SettingRow] = []
        for setting in rows {
            if try reader.value(setting) != nil { named.append(setting.row) }
        }
        guard named.count <= 1 else {
            let places = named.map { "\($0.key) (\(reader.origin(of: $0).description(of: $0)))" }
            throw CommandFailure(.configuration, "give one key for tokens, not several: \(places.joined(separator: ", "))")
        }
        if let secret = try Self.secret(reader) {
            self = secret
        } else if let publicKeys = try Self.publicKeys(reader) {
            self = publicKeys
        } else if reader.deployment == .development {
            self = .signingKeyInDataFolder
        } else {
            throw CommandFailure(
                .configuration,
                "production needs a key for tokens: set TELLTALE_SECRET, --secret-file, --jwt-public-key or --jwks"
            )
        }
    }

    private static func secret(_ reader: SettingsReader) throws(CommandFailure) -> TokenKeySource? {
        let secret: Secret
        let row: SettingRow
        if let text = try reader.value(Settings.secret) {
            (secret, row) = (Secret(Array(text.utf8)), Settings.secret.row)
        } else if let path = try reader.value(Settings.secretFile) {
            (secret, row) = (try Secret(file: path), Settings.secretFile.row)
        } else {
            return nil
        }
        let algorithm = try reader.value(Settings.jwtAlgorithm)
        try secret.check(for: algorithm, origin: reader.origin(of: row).complaint(about: row))
        return .secret(secret)
    }

    private static func publicKeys(_ reader: SettingsReader) throws(CommandFailure) -> TokenKeySource? {
        if let path = try reader.value(Settings.jwtPublicKey) {
            try FileReading.check(path, purpose: "the public key")
            return .publicKey(path: path)
        }
        guard let place = try reader.value(Settings.jwks) else { return nil }
        if place.lowercased().hasPrefix("https://") { return .keySetURL(place) }
        try FileReading.check(place, purpose: "the key set")
        return .keySetFile(path: place)
    }
}
