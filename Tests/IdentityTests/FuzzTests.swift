import Testing

@testable import Identity

/// Seeded: a failure repeats.
@Suite struct FuzzTests {
    @Test("accepts no mangled token, of thousands, whatever signed the original", arguments: SigningCase.all)
    func mangledTokens(_ example: SigningCase) throws {
        let original = try example.signer().sign(user: "ada", name: "Ada", scopes: .chat, ttlSeconds: 3600, now: Sample.now)
        let verifier = try example.verifier()
        #expect(try verifier.verify(original, now: Sample.now).userID == "ada")
        var random = SeededRandom(seed: UInt64(original.utf8.count))
        var reasons: Set<TokenError.Code> = []
        // A wrong signature costs a whole verification, a thousand times as much with P-384 as with a secret.
        for _ in 0..<(example.keyName == nil ? 2_000 : example.keyName == "p384" ? 200 : 500) {
            let mangled = String(decoding: Mangling.mangled(Array(original.utf8), using: &random), as: UTF8.self)
            guard mangled != original else { continue }
            do throws(TokenError) {
                _ = try verifier.verify(mangled, now: Sample.now)
                Issue.record("accepted \(mangled)")
            } catch {
                reasons.insert(error.code)
            }
        }
        #expect(reasons.isSuperset(of: [.malformed, .badSignature]))
    }

    @Test("never crashes on mangled headers and claims that are well signed, and accepts none that lacks what it must have")
    func mangledClaims() throws {
        let sample = try Sample()
        let header = Array(#"{"alg":"HS256","typ":"JWT","kid":"one"}"#.utf8)
        let claims = Array(
            #"{"sub":"ada","user_id":42,"name":"Ad\u0061","exp":1700003600,"nbf":1.7e9,"iat":1700000000,"aud":["a","b"],"scope":"chat admin","scopes":["metrics"],"agents":["x"],"is_staff":true,"token_type":"access"}"#
                .utf8)
        let verifier = TokenVerifier(keys: sample.keys, policy: TokenPolicy(audience: "b"))
        var random = SeededRandom(seed: 3)
        var accepted = 0
        for round in 0..<5_000 {
            let token = try sample.signer.sign(
                header: round % 4 == 0 ? Mangling.mangled(header, using: &random) : header,
                payload: Mangling.mangled(claims, using: &random))
            guard let principal = try? verifier.verify(token, now: Sample.now) else { continue }
            accepted += 1
            #expect(principal.expiresAt > Sample.now - 30)
            #expect(!principal.userID.isEmpty && principal.userID.utf8.count <= 255)
            #expect(!principal.name.isEmpty && principal.name.utf8.count <= 255)
        }
        #expect(accepted > 100)
    }

    @Test("never crashes on noise")
    func noise() throws {
        let sample = try Sample()
        var random = SeededRandom(seed: 4)
        let alphabet = Array("ABCxyz019-_....={}\"é\u{0}\n".utf8)
        for _ in 0..<5_000 {
            let length = Int.random(in: 0..<120, using: &random)
            let bytes = (0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            #expect(sample.refusal(of: String(decoding: bytes, as: UTF8.self)) != nil)
        }
    }

    @Test("never crashes on mangled key sets and PEM texts")
    func mangledKeys() throws {
        var random = SeededRandom(seed: 5)
        let set = Array(#"{"keys":[{\#(JWKSTests.ec),"kid":"a"},{\#(JWKSTests.okp)},{\#(JWKSTests.oct),"alg":"HS256"}]}"#.utf8)
        var readable = 0
        for _ in 0..<1_000 {
            if (try? KeySet.jwks(Mangling.mangled(set, using: &random))) != nil { readable += 1 }
        }
        #expect(readable > 100)
        for name in ["p256-public", "ed25519-private", "p256-private-sec1", "chain"] {
            let text = try TestKeys.pem(name)
            for _ in 0..<200 { _ = try? KeySet.pem(Mangling.mangled(text, using: &random)) }
        }
    }
}
