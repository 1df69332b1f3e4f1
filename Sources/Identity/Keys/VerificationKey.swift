/// One key with the algorithms that it is for. The key fixes them, never the token (RFC 8725 section 3.1).
struct VerificationKey: Sendable {
    /// The `kid` of a JSON Web Key; nil for secrets and PEM keys, which answer to any `kid`.
    let id: String?
    /// What a token signed with this key may have as its `alg`; never empty.
    let algorithms: [TokenAlgorithm]
    private let material: Material

    private enum Material {
        case secret(MACKey)
        case asymmetric(AsymmetricKey)
    }

    /// The shortest secret for the algorithm is as long as its hash.
    ///
    /// - Throws: ``KeyError`` when the secret is weak, or the algorithm is not HS256, HS384 or HS512.
    init(secret: [UInt8], algorithm: TokenAlgorithm, id: String? = nil) throws(KeyError) {
        guard algorithm.family == .hmac else { throw KeyError(.wrongAlgorithm, "a secret is for HS256, HS384 or HS512") }
        guard secret.count >= algorithm.digestLength else {
            throw KeyError(.weakKey, "a secret for \(algorithm.rawValue) needs at least \(algorithm.digestLength) bytes")
        }
        guard !secret.starts(with: "-----BEGIN ".utf8) else {
            throw KeyError(.publicKeyAsSecret, "the secret is a PEM text: configure it as a key")
        }
        self.id = id
        algorithms = [algorithm]
        material = .secret(try MACKey(secret: secret, algorithm: algorithm))
    }

    /// - Throws: ``KeyError`` when `only` is an algorithm that the key is not for.
    init(_ key: AsymmetricKey, only algorithm: TokenAlgorithm? = nil, id: String? = nil) throws(KeyError) {
        guard let algorithm else {
            self.init(id: id, algorithms: key.kind.algorithms, material: .asymmetric(key))
            return
        }
        guard key.kind.algorithms.contains(algorithm) else {
            throw KeyError(.wrongAlgorithm, "the key is not for \(algorithm.rawValue)")
        }
        self.init(id: id, algorithms: [algorithm], material: .asymmetric(key))
    }

    private init(id: String?, algorithms: [TokenAlgorithm], material: Material) {
        self.id = id
        self.algorithms = algorithms
        self.material = material
    }

    /// Whether a token that names this `kid`, or none, may be signed with this key.
    func answers(to name: String?) -> Bool {
        guard let name, let id else { return true }
        return id.hasSameBytes(as: name)
    }

    /// Whether `signature` is this key's signature of `input`; false also for an algorithm that the key is not for.
    func verifies(_ signature: [UInt8], of input: ArraySlice<UInt8>, algorithm: TokenAlgorithm) -> Bool {
        guard algorithms.contains(algorithm) else { return false }
        switch material {
        case .secret(let key): return key.verifies(signature, of: input)
        case .asymmetric(let key): return key.verifies(signature, of: input, algorithm: algorithm)
        }
    }
}
