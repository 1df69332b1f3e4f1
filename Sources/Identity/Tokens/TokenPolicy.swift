/// What a token must say, beside a valid signature, to be accepted.
public struct TokenPolicy: Sendable {
    /// The required `iss`; nil (the default) accepts any.
    public var issuer: String?
    /// The required `aud`, alone or as one of several; nil (the default) does not look at the claim.
    public var audience: String?
    /// By how much clocks may differ, in seconds, for `exp`, `nbf` and `iat`. Default 30; 0 allows no difference.
    public var leewaySeconds: Int64
    /// The scopes of a token without a scope claim. Default: `chat agents`.
    public var defaultScopes: Scopes

    public init(
        issuer: String? = nil,
        audience: String? = nil,
        leewaySeconds: Int64 = 30,
        defaultScopes: Scopes = [.chat, .agents]
    ) {
        self.issuer = issuer
        self.audience = audience
        self.leewaySeconds = leewaySeconds
        self.defaultScopes = defaultScopes
    }
}
