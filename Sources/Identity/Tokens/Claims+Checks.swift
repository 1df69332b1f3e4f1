extension Claims {
    /// Checks the times and returns `exp`, in Unix seconds (RFC 7519 sections 4.1.4 to 4.1.6).
    ///
    /// - Throws: ``TokenError`` when there is no `exp`, or it has passed, or `nbf` or `iat` lies in the future.
    func validExpiry(now: Int64, leewaySeconds leeway: Int64) throws(TokenError) -> Int64 {
        guard let expiry = try instant(.expiry) else { throw TokenError(.missingExpiry) }
        guard now - leeway < expiry else { throw TokenError(.expired) }
        if let notBefore = try instant(.notBefore), notBefore > now + leeway { throw TokenError(.notYetValid, "nbf") }
        if let issuedAt = try instant(.issuedAt), issuedAt > now + leeway { throw TokenError(.notYetValid, "iat") }
        return expiry
    }

    /// Checks who made the token, for whom, and that it is an access token.
    ///
    /// - Throws: ``TokenError`` when one of these is not what the policy wants.
    func checkOrigin(_ policy: TokenPolicy) throws(TokenError) {
        if let issuer = policy.issuer {
            guard try text(.issuer)?.hasSameBytes(as: issuer) == true else { throw TokenError(.wrongIssuer) }
        }
        if let audience = policy.audience {
            guard try audiences().contains(where: { $0.hasSameBytes(as: audience) }) else { throw TokenError(.wrongAudience) }
        }
        guard !contains(.tokenType) || value(.tokenType) == .string("access") else { throw TokenError(.wrongTokenType) }
    }

    /// `aud` is one string or an array of strings (RFC 7519 section 4.1.3).
    private func audiences() throws(TokenError) -> [String] {
        guard let value = value(.audience) else { return [] }
        if let single = value.string { return [single] }
        return try texts(.audience) ?? []
    }
}
