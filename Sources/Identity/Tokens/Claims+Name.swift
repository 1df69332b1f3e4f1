extension Claims {
    /// The claims that are read.
    enum Name: String {
        case issuer = "iss"
        case subject = "sub"
        case audience = "aud"
        case expiry = "exp"
        case notBefore = "nbf"
        case issuedAt = "iat"
        case name
        case scope
        case scopes
        case agents
        case tokenType = "token_type"
        case userID = "user_id"
        case isStaff = "is_staff"

        /// How an error names the claim.
        var part: TokenError.StaticText {
            switch self {
            case .issuer: "iss"
            case .subject: "sub"
            case .audience: "aud"
            case .expiry: "exp"
            case .notBefore: "nbf"
            case .issuedAt: "iat"
            case .name: "name"
            case .scope: "scope"
            case .scopes: "scopes"
            case .agents: "agents"
            case .tokenType: "token_type"
            case .userID: "user_id"
            case .isStaff: "is_staff"
            }
        }
    }
}
