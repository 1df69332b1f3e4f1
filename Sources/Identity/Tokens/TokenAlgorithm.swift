/// The signature algorithms that are accepted, by their JOSE names (RFC 7518 section 3.1, RFC 8037 section 3.1).
///
/// `none` is not among them, so no path of the code can accept it.
public enum TokenAlgorithm: String, CaseIterable, Sendable {
    case hs256 = "HS256"
    case hs384 = "HS384"
    case hs512 = "HS512"
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case es256 = "ES256"
    case es384 = "ES384"
    case edDSA = "EdDSA"

    /// How the signature is made.
    enum Family {
        case hmac, rsaPKCS1, rsaPSS, ecdsa, edDSA
    }

    /// The algorithm with this exact name, byte for byte, or nil.
    init?(name: String) {
        guard let match = TokenAlgorithm.allCases.first(where: { $0.rawValue.hasSameBytes(as: name) }) else { return nil }
        self = match
    }

    var family: Family {
        switch self {
        case .hs256, .hs384, .hs512: .hmac
        case .rs256, .rs384, .rs512: .rsaPKCS1
        case .ps256: .rsaPSS
        case .es256, .es384: .ecdsa
        case .edDSA: .edDSA
        }
    }

    /// OpenSSL's name of the hash; nil where the signature scheme brings its own.
    var digestName: String? {
        switch self {
        case .hs256, .rs256, .ps256, .es256: "SHA256"
        case .hs384, .rs384, .es384: "SHA384"
        case .hs512, .rs512: "SHA512"
        case .edDSA: nil
        }
    }

    /// Length of the hash in bytes: the least length of a secret (RFC 7518 section 3.2).
    var digestLength: Int {
        switch self {
        case .hs256, .rs256, .ps256, .es256: 32
        case .hs384, .rs384, .es384: 48
        case .hs512, .rs512, .edDSA: 64
        }
    }
}
