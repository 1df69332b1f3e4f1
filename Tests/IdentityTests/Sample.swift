@testable import Identity

/// A verifier with a secret, its signer and a fixed time: most tests are about what is signed, not how.
struct Sample {
    /// 2023-11-14T22:13:20Z.
    static let now: Int64 = 1_700_000_000

    var signer: TokenSigner
    var keys: KeySet

    init() throws {
        signer = try TokenSigner(secret: TestKeys.secret)
        keys = try .secret(TestKeys.secret)
    }

    /// Signs these claims, whatever they are.
    func token(_ claims: String) throws -> String {
        try signer.sign(payload: Array(claims.utf8))
    }

    /// Signs under this header, whatever it says.
    func token(header: String, claims: String = #"{"sub":"ada","exp":1700003600}"#) throws -> String {
        try signer.sign(header: Array(header.utf8), payload: Array(claims.utf8))
    }

    /// Verifies these claims under a policy at a time.
    func principal(_ claims: String, policy: TokenPolicy = TokenPolicy(), now: Int64 = Sample.now) throws -> Principal {
        try TokenVerifier(keys: keys, policy: policy).verify(token(claims), now: now)
    }

    /// Why a token is refused, e.g. `malformed_claim (exp)`; nil when it is accepted.
    func refusal(of token: String, policy: TokenPolicy = TokenPolicy(), now: Int64 = Sample.now) -> String? {
        do throws(TokenError) {
            _ = try TokenVerifier(keys: keys, policy: policy).verify(token, now: now)
            return nil
        } catch {
            return error.logMessage
        }
    }

    /// Why these claims, well signed, are refused; nil when they are accepted.
    func refusal(ofClaims claims: String, policy: TokenPolicy = TokenPolicy(), now: Int64 = Sample.now) throws -> String? {
        refusal(of: try token(claims), policy: policy, now: now)
    }
}
