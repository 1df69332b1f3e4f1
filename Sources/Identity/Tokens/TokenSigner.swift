/// Makes tokens that a ``TokenVerifier`` with the matching key accepts.
///
/// ```swift
/// let signer = try TokenSigner(secret: secret)
/// let token = try signer.sign(user: "ada", scopes: [.chat], ttlSeconds: 3600, now: unixSeconds)
/// ```
///
/// Safe to use from any thread.
public struct TokenSigner: Sendable {
    /// `iss` of the tokens; nil leaves it out.
    public var issuer: String?
    /// `aud` of the tokens; nil leaves it out.
    public var audience: String?

    private let algorithm: TokenAlgorithm
    private let keyID: String?
    private let signature: @Sendable ([UInt8]) throws(TokenError) -> [UInt8]

    /// Signs with a shared secret.
    ///
    /// - Parameters:
    ///   - secret: at least as long as the hash: 32, 48 or 64 bytes.
    ///   - algorithm: HS256 (the default), HS384 or HS512.
    ///   - keyID: the `kid` to write; none by default.
    /// - Throws: ``KeyError`` when the secret is too short, or the algorithm is none of these.
    public init(secret: [UInt8], algorithm: TokenAlgorithm = .hs256, keyID: String? = nil) throws(KeyError) {
        _ = try VerificationKey(secret: secret, algorithm: algorithm)
        let key = try MACKey(secret: secret, algorithm: algorithm)
        self.algorithm = algorithm
        self.keyID = keyID
        signature = { input throws(TokenError) in
            guard let code = key.authenticate(input[...]) else { throw TokenError(.internalError, "signing") }
            return code
        }
    }

    /// Signs with the first key of a PEM text, which must be a private key.
    ///
    /// - Parameters:
    ///   - text: PKCS #8, or the older RSA and EC forms; not encrypted.
    ///   - algorithm: one that the key is for; its first (RS256, ES256, ES384 or EdDSA) by default.
    ///   - keyID: the `kid` to write; none by default.
    /// - Throws: ``KeyError`` when there is no such key, it is weak, or not for the algorithm.
    public init(privateKeyPEM text: [UInt8], algorithm: TokenAlgorithm? = nil, keyID: String? = nil) throws(KeyError) {
        guard text.count <= KeySet.maximumPEMBytes else { throw KeyError(.tooLarge, "the PEM text is too long") }
        guard let key = try PEM.keys(in: text).first else { throw KeyError(.noUsableKey, "the PEM text holds no key") }
        let own = try VerificationKey(key, only: algorithm).algorithms[0]
        self.algorithm = own
        self.keyID = keyID
        signature = { input throws(TokenError) in try key.sign(input, algorithm: own) }
    }

    /// Makes an access token.
    ///
    /// - Parameters:
    ///   - user: the user's id (`sub`), as ``Principal/isAcceptable(userID:)`` wants it.
    ///   - name: the name to show; the id when nil.
    ///   - scopes: what the bearer may do.
    ///   - agents: the agents that a worker may work for.
    ///   - ttlSeconds: how long the token is valid, in seconds.
    ///   - now: the time, in Unix seconds.
    /// - Throws: ``TokenError`` when every verifier would refuse the id, the time of expiry is out of range, the token gets longer
    ///   than is accepted, or the key cannot sign.
    public func sign(
        user: String,
        name: String? = nil,
        scopes: Scopes,
        agents: [String] = [],
        ttlSeconds: Int64,
        now: Int64
    ) throws(TokenError) -> String {
        guard Principal.isAcceptable(userID: user) else { throw TokenError(.malformedClaim, "sub") }
        let (expiry, overflow) = now.addingReportingOverflow(ttlSeconds)
        guard !overflow, (0...Claims.latestInstant).contains(expiry) else { throw TokenError(.malformedClaim, "exp") }
        var claims = JSONObjectWriter()
        claims.add("sub", user)
        if let name { claims.add("name", name) }
        claims.add("scope", scopes.description)
        if !agents.isEmpty { claims.add("agents", agents) }
        if let issuer { claims.add("iss", issuer) }
        if let audience { claims.add("aud", audience) }
        claims.add("iat", now)
        claims.add("exp", expiry)
        return try sign(payload: claims.finished())
    }

    /// Signs any payload under a header of `alg`, `typ` and `kid`.
    func sign(payload: [UInt8]) throws(TokenError) -> String {
        var header = JSONObjectWriter()
        header.add("alg", algorithm.rawValue)
        header.add("typ", "JWT")
        if let keyID { header.add("kid", keyID) }
        return try sign(header: header.finished(), payload: payload)
    }

    /// Signs any payload under any header, whether or not it names this signer's algorithm.
    func sign(header: [UInt8], payload: [UInt8]) throws(TokenError) -> String {
        let input = Base64URL.encode(header) + [UInt8(ascii: ".")] + Base64URL.encode(payload)
        let text = try input + [UInt8(ascii: ".")] + Base64URL.encode(signature(input))
        guard text.count <= TokenVerifier.maximumTokenBytes else { throw TokenError(.tooLarge, "token") }
        return String(decoding: text, as: UTF8.self)
    }
}
