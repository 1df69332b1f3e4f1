import Identity

extension TokenSigner {
    /// Signs with a secret of the configuration.
    /// - Parameters:
    ///   - secret: The secret.
    ///   - algorithm: Its algorithm.
    ///   - issuer: `iss` of the tokens; `nil` leaves it out.
    ///   - audience: `aud` of the tokens; `nil` leaves it out.
    /// - Throws: `KeyError` when the secret cannot be used.
    init(secret: Secret, algorithm: SecretAlgorithm, issuer: String?, audience: String?) throws(KeyError) {
        try self.init(secret: secret.bytes, algorithm: algorithm.tokenAlgorithm)
        self.issuer = issuer
        self.audience = audience
    }
}
