/// What of a token's header counts (RFC 7515 section 4.1).
///
/// Keys inside the header or pointed to from there (`jwk`, `jku`, `x5c`, `x5u`) are never looked at: a token does not
/// choose what it is verified with.
struct TokenHeader: Equatable {
    let algorithm: TokenAlgorithm
    /// `kid`: the name of the key.
    let keyID: String?

    /// - Throws: ``TokenError`` when the header is no JSON object with distinct members, asks for something that is
    ///   not understood (`crit`), or names an algorithm or a type that is not accepted.
    init(_ json: [UInt8]) throws(TokenError) {
        let members = try TokenHeader.members(json)
        guard !members.contains("crit") else { throw TokenError(.unsupportedHeader, "crit") }
        guard let name = members["alg"]?.string else { throw TokenError(.malformed, "alg") }
        guard let algorithm = TokenAlgorithm(name: name) else { throw TokenError(.unsupportedAlgorithm) }
        self.algorithm = algorithm
        keyID = members["kid"]?.string
        guard keyID != nil || !members.contains("kid") else { throw TokenError(.unsupportedHeader, "kid") }
        guard TokenHeader.isAccepted(type: members["typ"]) else { throw TokenError(.unsupportedHeader, "typ") }
    }

    private static func members(_ json: [UInt8]) throws(TokenError) -> JSONObject {
        do {
            return try JSONParser.object(json)
        } catch {
            throw error == .duplicateMember ? TokenError(.malformed, "header, duplicate member") : TokenError(.malformed, "header")
        }
    }

    /// Tokens of other kinds (`logout+jwt`, `dpop+jwt` …) may come from the same issuer and must not open a socket
    /// (RFC 8725 section 3.11); access tokens are `at+jwt` (RFC 9068 section 2.1).
    private static func isAccepted(type: JSONValue?) -> Bool {
        guard let type else { return true }
        guard let name = type.string else { return false }
        return acceptedTypes.contains { $0.hasSameBytes(as: name) } || acceptedTypes.contains(name.lowercased())
    }

    /// In lower case, but for the one that nearly all have.
    private static let acceptedTypes = ["JWT", "jwt", "at+jwt", "application/jwt", "application/at+jwt"]
}
