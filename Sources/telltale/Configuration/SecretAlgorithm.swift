import Identity

/// The algorithms that a shared secret can sign with (RFC 7518 section 3.2).
enum SecretAlgorithm: String, Sendable, CaseIterable {
    case hs256 = "HS256"
    case hs384 = "HS384"
    case hs512 = "HS512"

    /// The least length of a secret in bytes: that of the hash.
    var hashBytes: Int {
        switch self {
        case .hs256: 32
        case .hs384: 48
        case .hs512: 64
        }
    }

    /// The same algorithm as `Identity` names it.
    var tokenAlgorithm: TokenAlgorithm {
        switch self {
        case .hs256: .hs256
        case .hs384: .hs384
        case .hs512: .hs512
        }
    }
}
