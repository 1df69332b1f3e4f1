import Foundation

extension Principal {
    /// The longest user id, and the longest name, in bytes.
    static let maximumTextBytes = 255

    /// Reads who the bearer is, after every check that the policy asks for.
    ///
    /// - Throws: ``TokenError`` with the first reason to refuse the token.
    init(_ claims: Claims, policy: TokenPolicy, now: Int64) throws(TokenError) {
        expiresAt = try claims.validExpiry(now: now, leewaySeconds: policy.leewaySeconds)
        try claims.checkOrigin(policy)
        userID = try Principal.userID(claims)
        name = try Principal.name(claims) ?? userID
        scopes = try Principal.scopes(claims, default: policy.defaultScopes)
        agents = try claims.texts(.agents) ?? []
    }

    /// `sub`, else `user_id`: a string, or a whole number whose digits become the id.
    private static func userID(_ claims: Claims) throws(TokenError) -> String {
        let source: Claims.Name = claims.value(.subject) == nil ? .userID : .subject
        guard let value = claims.value(source) else { throw TokenError(.missingUser) }
        guard let id = text(of: value), isAcceptable(userID: id) else { throw TokenError(.malformedClaim, source.part) }
        return id
    }

    private static func text(of value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .number(let digits) where digits != "-0" && digits.utf8.allSatisfy { $0 != 0x2E && $0 | 0x20 != 0x65 }: digits
        default: nil
        }
    }

    /// Whether a token may have this user id: 1 to 255 bytes, in normal form C
    /// (<https://www.unicode.org/reports/tr15/>), without control characters.
    ///
    /// Two ids that look the same must be the same bytes, and an id must not be able to break a log line.
    public static func isAcceptable(userID id: String) -> Bool {
        guard !id.isEmpty, id.utf8.count <= maximumTextBytes, !id.unicodeScalars.contains(where: isControl) else { return false }
        return id.utf8.allSatisfy { $0 < 0x80 } || id.hasSameBytes(as: id.precomposedStringWithCanonicalMapping)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    }

    /// `name`, cut to its bound between two characters; nil when there is none.
    private static func name(_ claims: Claims) throws(TokenError) -> String? {
        guard let name = try claims.text(.name), !name.isEmpty else { return nil }
        guard name.utf8.count > maximumTextBytes else { return name }
        var bytes = 0
        let cut = String(
            name.prefix { character in
                bytes += character.utf8.count
                return bytes <= maximumTextBytes
            })
        return cut.isEmpty ? nil : cut
    }

    private static func scopes(_ claims: Claims, default defaultScopes: Scopes) throws(TokenError) -> Scopes {
        let joined = try claims.text(.scope).map(Scopes.init(parsing:))
        let listed = try claims.texts(.scopes).map { names in Scopes(names.compactMap(Scopes.init(name:))) }
        var scopes = defaultScopes
        if joined != nil || listed != nil { scopes = (joined ?? []).union(listed ?? []) }
        if try claims.flag(.isStaff) { scopes.formUnion(.dashboard) }
        return scopes
    }
}
