/// Why a key, or a set of keys, cannot be used: for whoever configures it. Never holds key material.
public struct KeyError: Error, Hashable, Sendable {
    /// The reasons.
    public enum Code: String, CaseIterable, Sendable {
        /// The secret is shorter than the hash (RFC 7518 section 3.2), or the RSA key than 2048 bits (section 3.3).
        case weakKey = "weak_key"
        /// The text, or the key, is larger than is ever needed.
        case tooLarge = "too_large"
        /// The text is not PEM or JSON, a member is missing, or the numbers are no key.
        case malformed
        /// The private key needs a passphrase.
        case encrypted
        /// A kind of key that no accepted algorithm uses.
        case unsupportedKeyType = "unsupported_key_type"
        /// The key and the algorithm do not belong together.
        case wrongAlgorithm = "wrong_algorithm"
        /// The secret is the text of a PEM key: anyone who has the public key could sign with it.
        case publicKeyAsSecret = "public_key_as_secret"
        /// The text holds no key that can verify tokens.
        case noUsableKey = "no_usable_key"
        /// OpenSSL failed for a reason that is not the key's.
        case internalError = "internal"
    }

    /// The reason.
    public let code: Code
    /// One sentence for whoever configures the key.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension KeyError: CustomStringConvertible {
    /// The same as ``message``.
    public var description: String { message }
}
