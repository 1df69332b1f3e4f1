import Testing

@testable import Identity

@Suite struct SignatureVectorTests {
    @Test(
        "accepts the signed examples of the RFCs with their keys",
        arguments: [SignatureVector.hs256, .rs256, .es256, .cookbookRS256, .cookbookHS256, .ed25519])
    func accepts(_ vector: SignatureVector) throws {
        // The secret of RFC 7515 A.1 has no `alg`: a secret without one is for HS256.
        let verifier = TokenVerifier(keys: try .jwks(vector.keySet), policy: TokenPolicy())
        let payload = try verifier.verifiedPayload(Array(vector.token.utf8))
        let text = String(decoding: payload, as: UTF8.self)
        let texts = [
            "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}",
            "It’s a dangerous business, Frodo, going out your door. You step onto the road, and if you don't keep your "
                + "feet, there’s no knowing where you might be swept off to.",
            "Example of Ed25519 signing",
        ]
        #expect(texts.contains(text))
    }

    @Test("refuses the signed examples of the RFCs once the last byte of the payload differs")
    func refusesOtherPayload() throws {
        for vector in [SignatureVector.hs256, .rs256, .es256, .cookbookRS256, .cookbookHS256, .ed25519] {
            let parts = vector.token.split(separator: ".")
            var payload = try #require(Base64URL.decode(Array(parts[1].utf8)[...]))
            payload[payload.count - 1] ^= 1
            let changed = "\(parts[0]).\(String(decoding: Base64URL.encode(payload), as: UTF8.self)).\(parts[2])"
            let verifier = TokenVerifier(keys: try .jwks(vector.keySet), policy: TokenPolicy())
            #expect(throws: TokenError(.badSignature), "\(vector.source)") {
                try verifier.verifiedPayload(Array(changed.utf8))
            }
        }
    }

    @Test("reads the claims of RFC 7515 A.1 and misses the user that it does not have")
    func missesUser() throws {
        let verifier = TokenVerifier(keys: try .jwks(SignatureVector.hs256.keySet), policy: TokenPolicy(issuer: "joe"))
        #expect(throws: TokenError(.missingUser)) { try verifier.verify(SignatureVector.hs256.token, now: 1_300_819_379) }
        #expect(throws: TokenError(.expired)) { try verifier.verify(SignatureVector.hs256.token, now: Sample.now) }
    }

    @Test("leaves out keys on P-521, and refuses ES512 and PS384 even with a key that could check them")
    func refusesOtherAlgorithms() throws {
        for vector in [SignatureVector.es512, .cookbookES512] {
            #expect(throws: KeyError(.unsupportedKeyType, "of the EC curves only P-256 and P-384 are accepted")) {
                try KeySet.jwks(vector.keySet)
            }
        }
        let verifier = TokenVerifier(keys: try .jwks(SignatureVector.cookbookPS384.keySet), policy: TokenPolicy())
        for vector in [SignatureVector.es512, .cookbookES512, .cookbookPS384] {
            #expect(throws: TokenError(.unsupportedAlgorithm)) { try verifier.verify(vector.token, now: Sample.now) }
        }
    }

    @Test("refuses the unsecured example of RFC 7515 A.5 with any key")
    func refusesUnsecured() throws {
        let unsecured =
            "eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
        for vector in [SignatureVector.hs256, .rs256, .es256, .ed25519] {
            let verifier = TokenVerifier(keys: try .jwks(vector.keySet), policy: TokenPolicy())
            #expect(throws: TokenError(.unsupportedAlgorithm)) { try verifier.verify(unsecured, now: 1_300_819_379) }
        }
    }

    @Test("signs byte for byte what RFC 7515 A.1 and A.2 and RFC 8037 A.4 sign")
    func reproduces() throws {
        let key = Array("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow".utf8)
        let signers: [(TokenSigner, SignatureVector)] = [
            (try TokenSigner(secret: #require(Base64URL.decode(key[...]))), .hs256),
            (try TokenSigner(privateKeyPEM: TestKeys.pem("rsa-private")), .rs256),
            (try TokenSigner(privateKeyPEM: TestKeys.pem("ed25519-private")), .ed25519),
        ]
        for (signer, vector) in signers {
            let parts = vector.token.split(separator: ".").map { Array($0.utf8)[...] }
            let header = try #require(Base64URL.decode(parts[0]))
            let payload = try #require(Base64URL.decode(parts[1]))
            #expect(try signer.sign(header: header, payload: payload) == vector.token, "\(vector.source)")
        }
    }
}
