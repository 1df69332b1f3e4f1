import Identity

/// The keys that a ``TokenKeySource`` names, read and ready.
struct TokenKeys: Sendable {
    /// What tokens are checked with; empty for a URL, which is fetched later.
    let keys: KeySet
    /// Signs tokens, where the keys can.
    let signer: TokenSigner?

    /// Reads the keys; makes the signing key of a data folder when it is needed and missing.
    ///
    /// Call it after the data folder was taken: it writes there.
    /// - Throws: ``CommandFailure`` when a key cannot be read, made or used.
    init(_ settings: ServeSettings) throws(CommandFailure) {
        switch settings.tokenKeys {
        case .secret(let secret):
            self = try Self.signing(with: secret, settings)
        case .signingKeyInDataFolder:
            self = try Self.signing(with: SigningKey.readOrMake(in: settings.dataFolder), settings)
        case .publicKey(let path):
            self = try Self.checking("the public key", path) { text throws(KeyError) in try KeySet.pem(text) }
        case .keySetFile(let path):
            self = try Self.checking("the key set", path) { text throws(KeyError) in try KeySet.jwks(text) }
        case .keySetURL:
            self.init(keys: .empty, signer: nil)
        }
    }

    private init(keys: KeySet, signer: TokenSigner?) {
        self.keys = keys
        self.signer = signer
    }

    private static func signing(with secret: Secret, _ settings: ServeSettings) throws(CommandFailure) -> TokenKeys {
        do {
            return TokenKeys(
                keys: try KeySet.secret(secret.bytes, algorithm: settings.secretAlgorithm.tokenAlgorithm),
                signer: try TokenSigner(
                    secret: secret, algorithm: settings.secretAlgorithm, issuer: settings.jwtIssuer, audience: settings.jwtAudience
                )
            )
        } catch {
            throw CommandFailure(.configuration, "the secret for tokens cannot be used: \(error)")
        }
    }

    private static func checking(
        _ purpose: String,
        _ path: String,
        _ parse: ([UInt8]) throws(KeyError) -> KeySet
    ) throws(CommandFailure) -> TokenKeys {
        let text = try FileReading.bytes(of: path, purpose: purpose)
        do {
            return TokenKeys(keys: try parse(text), signer: nil)
        } catch {
            throw CommandFailure(.configuration, "\(purpose) \(path) cannot be used: \(error)")
        }
    }
}
