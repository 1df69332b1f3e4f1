/// Why a token was refused: for the log and for counters.
///
/// Clients only ever see "token missing, invalid or expired". The error holds neither the token nor any of its
/// claims' values, so that logging it leaks nothing.
public struct TokenError: Error, Hashable, Sendable {
    /// The reasons; a closed set, fit for a metric's label.
    public enum Code: String, CaseIterable, Sendable {
        /// Longer than ``TokenVerifier/maximumTokenBytes``.
        case tooLarge = "too_large"
        /// Not three parts of strict base64url, or not JSON objects with distinct members inside.
        case malformed
        /// `alg` is `none` or another algorithm that is never accepted.
        case unsupportedAlgorithm = "unsupported_algorithm"
        /// The header has `crit`, a `kid` that is no string, or is a token of another kind by its `typ`.
        case unsupportedHeader = "unsupported_header"
        /// The `kid` names no key that we have: fetching the key set again may help.
        case unknownKey = "unknown_key"
        /// The key is not for the token's `alg`.
        case algorithmMismatch = "algorithm_mismatch"
        /// The signature is wrong.
        case badSignature = "bad_signature"
        /// A claim has the wrong type or an impossible value.
        case malformedClaim = "malformed_claim"
        /// No `exp`.
        case missingExpiry = "missing_expiry"
        /// `exp` has passed.
        case expired
        /// `nbf` or `iat` lies in the future.
        case notYetValid = "not_yet_valid"
        /// `iss` is not the configured issuer.
        case wrongIssuer = "wrong_issuer"
        /// `aud` does not have the configured audience.
        case wrongAudience = "wrong_audience"
        /// `token_type` is there and is not `access`.
        case wrongTokenType = "wrong_token_type"
        /// Neither `sub` nor `user_id`.
        case missingUser = "missing_user"
        /// OpenSSL failed for a reason that is not the token's.
        case internalError = "internal"
    }

    /// The reason.
    public let code: Code
    /// Which part of the token: one of this module's own words, never taken from the token.
    let part: StaticText

    init(_ code: Code, _ part: StaticText = "") {
        self.code = code
        self.part = part
    }

    /// One line for the log, e.g. `malformed_claim (exp)`.
    public var logMessage: String {
        part.text.isEmpty ? code.rawValue : "\(code.rawValue) (\(part.text))"
    }

    /// A word of the source code: it can be made from a literal only, so nothing of a token gets into an error.
    struct StaticText: Hashable, Sendable, ExpressibleByStringLiteral {
        let text: String

        init(stringLiteral value: StaticString) {
            text = value.description
        }
    }
}

extension TokenError: CustomStringConvertible {
    /// The same as ``logMessage``.
    public var description: String { logMessage }
}
