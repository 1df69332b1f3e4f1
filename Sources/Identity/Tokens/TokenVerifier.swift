import Synchronization

/// Verifies JSON Web Tokens (RFC 7519) in their compact serialisation.
///
/// ```swift
/// let principal = try verifier.verify(token, now: unixSeconds)
/// ```
///
/// Synchronous and safe to use from any thread. It takes about 5 µs with a secret, 30 µs with RSA, 100 µs with P-256 and
/// Ed25519, but 1 ms with P-384 (OpenSSL 3.0, one core): think twice before verifying ES384 on an event loop.
public final class TokenVerifier: Sendable {
    /// The longest token that is looked at, in bytes.
    public static let maximumTokenBytes = 8 * 1024

    /// What a token must say beside its signature.
    public let policy: TokenPolicy
    private let keys: Mutex<KeySet>

    public init(keys: KeySet, policy: TokenPolicy) {
        self.keys = Mutex(keys)
        self.policy = policy
    }

    /// Uses other keys from the next verification on.
    public func replaceKeys(_ keys: KeySet) {
        self.keys.withLock { $0 = keys }
    }

    /// Verifies a token and returns whose it is.
    ///
    /// - Parameters:
    ///   - token: the compact serialisation, at most ``maximumTokenBytes``.
    ///   - now: the time, in Unix seconds.
    /// - Throws: ``TokenError`` with the reason, which is for the log and not for the client.
    public func verify(_ token: String, now: Int64) throws(TokenError) -> Principal {
        try verify(token[...], now: now)
    }

    /// The same for a part of a longer string, such as a query.
    public func verify(_ token: Substring, now: Int64) throws(TokenError) -> Principal {
        guard token.utf8.count <= TokenVerifier.maximumTokenBytes else { throw TokenError(.tooLarge, "token") }
        let bytes = token.utf8.withContiguousStorageIfAvailable { Array($0) } ?? Array(token.utf8)
        let payload = try verifiedPayload(bytes)
        return try Principal(Claims(payload), policy: policy, now: now)
    }

    /// The payload of a token whose signature holds (RFC 7515 section 5.2).
    func verifiedPayload(_ text: [UInt8]) throws(TokenError) -> [UInt8] {
        let token = try CompactToken(text)
        try keys.withLock { $0 }.checkSignature(token)
        return try token.payload()
    }
}
