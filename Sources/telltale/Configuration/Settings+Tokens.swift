import Identity

extension Settings {
    static let secret = Setting<String?>(
        "secret", in: .tokens, SettingKind<String>.text("secret").optional(), default: nil,
        // Every user of the machine can read a command line.
        places: [.environment, .file], isSecret: true,
        meaning: "Shared secret that signs and checks tokens.",
        extremes: "At least as many bytes as the hash has: 32 for HS256, 48 for HS384, 64 for HS512."
    )
    static let secretFile = Setting<String?>(
        "secret-file", in: .tokens, SettingKind<String>.path.optional(), default: nil,
        meaning: "File with the shared secret; one line end at its end does not count."
    )
    static let jwtAlgorithm = Setting<SecretAlgorithm>(
        "jwt-algorithm", in: .tokens, .choice, default: .hs256,
        meaning: "The one algorithm that the shared secret is used with."
    )
    static let jwtPublicKey = Setting<String?>(
        "jwt-public-key", in: .tokens, SettingKind<String>.path.optional(), default: nil,
        meaning: "PEM file with the public key, RSA, EC or Ed25519, that tokens are checked with."
    )
    static let jwks = Setting<String?>(
        "jwks", in: .tokens, SettingKind<String>.keySet.optional(), default: nil,
        meaning: "JSON Web Key Set that tokens are checked with: a file or an https URL.",
        extremes: "A URL is asked again for an unknown key, at most once in 30 s, and every 10 min."
    )
    static let jwksCAFile = Setting<String?>(
        "jwks-ca-file", in: .tokens, SettingKind<String>.path.optional(), default: nil,
        meaning: "File with the certificates, in PEM, that the server of a jwks URL is trusted by, in place of the system's."
    )
    static let jwtIssuer = Setting<String?>(
        "jwt-issuer", in: .tokens, SettingKind<String>.text().optional(), default: nil,
        meaning: "What a token's iss must be; not checked when not set."
    )
    static let jwtAudience = Setting<String?>(
        "jwt-audience", in: .tokens, SettingKind<String>.text().optional(), default: nil,
        meaning: "What a token's aud must contain; not checked when not set."
    )
    static let defaultScopes = Setting<Scopes>(
        "default-scopes", in: .tokens, .scopes, default: [.chat, .agents],
        meaning: "Scopes of a token that names none.",
        extremes: "`none` lets such a token nowhere."
    )

    /// The rows of this section.
    static let tokens: [SettingRow] = [
        secret.row, secretFile.row, jwtAlgorithm.row, jwtPublicKey.row, jwks.row, jwksCAFile.row, jwtIssuer.row,
        jwtAudience.row, defaultScopes.row,
    ]
}
