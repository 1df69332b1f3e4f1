/// One JSON Web Key (RFC 7517 section 4, RFC 7518 section 6, RFC 8037 section 2).
struct JSONWebKey {
    private let members: JSONObject

    /// - Throws: ``KeyError`` when the entry is no JSON object.
    init(_ entry: JSONValue) throws(KeyError) {
        guard case .object(let members) = entry else { throw KeyError(.malformed, "an entry of the JWKS is no object") }
        self.members = members
    }

    /// The key with the algorithms that it is for; its `alg` narrows them.
    ///
    /// - Throws: ``KeyError`` when it is not for verifying signatures, or is broken, weak or of another kind.
    func verificationKey() throws(KeyError) -> VerificationKey {
        try checkUse()
        let id = try text("kid")
        let algorithm = try algorithm()
        switch try text("kty") {
        case "oct": return try VerificationKey(secret: bytes("k"), algorithm: algorithm ?? .hs256, id: id)
        case "RSA": return try VerificationKey(rsa(), only: algorithm, id: id)
        case "EC": return try VerificationKey(elliptic(), only: algorithm, id: id)
        case "OKP": return try VerificationKey(octetPair(), only: algorithm, id: id)
        default: throw KeyError(.unsupportedKeyType, "a JWK's `kty` is none of RSA, EC, OKP and oct")
        }
    }

    /// A key with a declared use must declare ours (RFC 7517 sections 4.2 and 4.3).
    private func checkUse() throws(KeyError) {
        if let use = try text("use"), use != "sig" {
            throw KeyError(.wrongAlgorithm, "a JWK is not for signatures (`use`)")
        }
        guard members.contains("key_ops") else { return }
        guard let operations = members["key_ops"]?.strings else { throw KeyError(.malformed, "a JWK's `key_ops` is no array of strings") }
        guard operations.contains("verify") || operations.contains("sign") else {
            throw KeyError(.wrongAlgorithm, "a JWK is not for signatures (`key_ops`)")
        }
    }

    private func algorithm() throws(KeyError) -> TokenAlgorithm? {
        guard let name = try text("alg") else { return nil }
        guard let algorithm = TokenAlgorithm(name: name) else {
            throw KeyError(.wrongAlgorithm, "a JWK's `alg` is not among the accepted ones")
        }
        return algorithm
    }

    private func rsa() throws(KeyError) -> AsymmetricKey {
        try .subjectPublicKeyInfo(SubjectPublicKeyInfo.rsa(modulus: bytes("n"), exponent: bytes("e")))
    }

    private func elliptic() throws(KeyError) -> AsymmetricKey {
        let (x, y) = (try bytes("x"), try bytes("y"))
        switch (try text("crv"), x.count, y.count) {
        case ("P-256", 32, 32): return try .subjectPublicKeyInfo(SubjectPublicKeyInfo.p256(x: x, y: y))
        case ("P-384", 48, 48): return try .subjectPublicKeyInfo(SubjectPublicKeyInfo.p384(x: x, y: y))
        case ("P-256", _, _), ("P-384", _, _): throw KeyError(.malformed, "a JWK's coordinates have the wrong length")
        default: throw KeyError(.unsupportedKeyType, "of the EC curves only P-256 and P-384 are accepted")
        }
    }

    private func octetPair() throws(KeyError) -> AsymmetricKey {
        guard try text("crv") == "Ed25519" else { throw KeyError(.unsupportedKeyType, "of the OKP curves only Ed25519 is accepted") }
        let key = try bytes("x")
        guard key.count == 32 else { throw KeyError(.malformed, "a JWK's coordinates have the wrong length") }
        return try .subjectPublicKeyInfo(SubjectPublicKeyInfo.ed25519(key))
    }

    /// The string with this name; nil when there is none.
    private func text(_ name: String) throws(KeyError) -> String? {
        guard let value = members[name] else { return nil }
        guard let text = value.string else { throw KeyError(.malformed, "a JWK's `\(name)` is no string") }
        return text
    }

    /// The bytes that the string with this name spells.
    private func bytes(_ name: String) throws(KeyError) -> [UInt8] {
        guard let text = try text(name) else { throw KeyError(.malformed, "a JWK has no `\(name)`") }
        guard let bytes = Base64URL.decode(Array(text.utf8)[...]) else { throw KeyError(.malformed, "a JWK's `\(name)` is no base64url") }
        return bytes
    }
}
