/// The keys that tokens may be signed with. Immutable; safe to use from any thread.
///
/// ```swift
/// let keys = try KeySet.secret(Array("at least thirty-two bytes of secret".utf8))
/// let verifier = TokenVerifier(keys: keys, policy: TokenPolicy())
/// ```
public struct KeySet: Sendable {
    /// The longest PEM text that is read, in bytes.
    public static let maximumPEMBytes = 64 * 1024
    /// The longest JWKS text that is read, in bytes.
    public static let maximumJWKSBytes = 256 * 1024
    /// The most keys that a JWKS may hold.
    public static let maximumKeys = 64
    /// How many keys a token without `kid` is tried with; more would make each bad token dear.
    static let maximumTries = 8

    /// A set without keys; it refuses every token.
    public static let empty = KeySet(keys: [])

    let keys: [VerificationKey]
    /// The keys of a JWKS that were left out, and why; for the log.
    public let ignored: [KeyError]

    init(keys: [VerificationKey], ignored: [KeyError] = []) {
        self.keys = keys
        self.ignored = ignored
    }

    /// How many keys can be used.
    public var count: Int { keys.count }

    /// One shared secret for one HMAC algorithm.
    ///
    /// - Parameters:
    ///   - bytes: the secret, at least as long as the hash: 32, 48 or 64 bytes (RFC 7518 section 3.2).
    ///   - algorithm: HS256 (the default), HS384 or HS512.
    /// - Throws: ``KeyError`` when the secret is too short, is the text of a PEM key, or the algorithm is none of these.
    public static func secret(_ bytes: [UInt8], algorithm: TokenAlgorithm = .hs256) throws(KeyError) -> KeySet {
        KeySet(keys: [try VerificationKey(secret: bytes, algorithm: algorithm)])
    }

    /// The keys of a PEM text (RFC 7468): public keys, the first certificate, or private keys.
    ///
    /// RSA keys are for RS256, RS384, RS512 and PS256; P-256 for ES256, P-384 for ES384, Ed25519 for EdDSA. A
    /// certificate's dates and issuer are not checked.
    ///
    /// - Throws: ``KeyError`` when the text is broken, or one of its keys is encrypted, weak or of another kind.
    public static func pem(_ text: [UInt8]) throws(KeyError) -> KeySet {
        guard text.count <= maximumPEMBytes else { throw KeyError(.tooLarge, "a PEM text may have at most \(maximumPEMBytes) bytes") }
        var keys: [VerificationKey] = []
        for key in try PEM.keys(in: text) { try keys.append(VerificationKey(key)) }
        guard !keys.isEmpty else { throw KeyError(.noUsableKey, "the PEM text holds no key and no certificate") }
        return KeySet(keys: keys)
    }

    /// The keys of this set and of another.
    public func union(_ other: KeySet) -> KeySet {
        KeySet(keys: keys + other.keys, ignored: ignored + other.ignored)
    }

    /// Checks a token's signature with the keys that its header lets in question: with a `kid` those of that name and
    /// those without a name, else all; of these the ones that are for its algorithm.
    ///
    /// - Throws: ``TokenError`` when there is no such key, or none of the first ``maximumTries`` of them made the signature.
    func checkSignature(_ token: CompactToken) throws(TokenError) {
        var refusal = TokenError(.unknownKey)
        var tries = 0
        for key in keys where key.answers(to: token.header.keyID) {
            guard key.algorithms.contains(token.header.algorithm) else {
                if tries == 0 { refusal = TokenError(.algorithmMismatch) }
                continue
            }
            guard tries < KeySet.maximumTries else { break }
            if key.verifies(token.signature, of: token.signingInput, algorithm: token.header.algorithm) { return }
            tries += 1
            refusal = TokenError(.badSignature)
        }
        throw refusal
    }
}
