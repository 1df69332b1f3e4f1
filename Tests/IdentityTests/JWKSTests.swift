import Testing

@testable import Identity

@Suite struct JWKSTests {
    static let ec =
        #""kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0""#
    static let okp = #""kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo""#
    static let oct = #""kty":"oct","k":"MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVotXw""#

    private func keySet(_ members: String...) throws(KeyError) -> KeySet {
        try .jwks(Array(#"{"keys":[\#(members.map { "{\($0)}" }.joined(separator: ","))]}"#.utf8))
    }

    @Test("reads the public keys of RFC 7517 A.1 but the one that is for encryption")
    func rfc7517() throws {
        let keys = try KeySet.jwks(
            Array(
                #"""
                {"keys":[{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
                "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"},
                {"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
                "e":"AQAB","alg":"RS256","kid":"2011-04-29"}]}
                """#.utf8))
        #expect(keys.keys.map(\.id) == ["2011-04-29"])
        #expect(keys.keys.map(\.algorithms) == [[.rs256]])
        #expect(keys.ignored.map(\.code) == [.wrongAlgorithm])
    }

    @Test("narrows a key to its `alg`, and gives a secret without one to HS256")
    func narrows() throws {
        let rsa = SignatureVector.rs256.key.dropFirst().dropLast()
        let keys = try keySet(
            "\(rsa)", #"\#(rsa),"alg":"PS256""#, Self.oct, #"\#(Self.oct),"alg":"HS512""#, Self.ec, #"\#(Self.ec),"alg":"ES256""#, Self.okp)
        #expect(
            keys.keys.map(\.algorithms) == [
                [.rs256, .rs384, .rs512, .ps256], [.ps256], [.hs256], [.hs512], [.es256], [.es256], [.edDSA],
            ])
        #expect(keys.ignored.isEmpty)
    }

    @Test(
        "leaves out keys that are not for signatures here, and says why",
        arguments: [
            (#"\#(ec),"use":"enc""#, .wrongAlgorithm), (#"\#(ec),"key_ops":["encrypt"]"#, .wrongAlgorithm),
            (#"\#(ec),"key_ops":"verify""#, .malformed), (#"\#(ec),"alg":"ES384""#, .wrongAlgorithm),
            (#"\#(ec),"alg":"none""#, .wrongAlgorithm), (#"\#(ec),"alg":"ECDH-ES""#, .wrongAlgorithm),
            (#"\#(ec),"alg":"HS256""#, .wrongAlgorithm), (#"\#(ec),"alg":7"#, .malformed), (#"\#(ec),"kid":7"#, .malformed),
            (#"\#(oct),"alg":"RS256""#, .wrongAlgorithm), (#""kty":"oct","k":"c2hvcnQ""#, .weakKey), (#""kty":"oct""#, .malformed),
            (#""kty":"oct","k":"MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6=""#, .malformed),
            (#""kty":"future""#, .unsupportedKeyType), (#""kid":"a""#, .unsupportedKeyType),
            (#""kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo""#, .unsupportedKeyType),
            (#""kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUQ""#, .malformed),
            (#""kty":"EC","crv":"secp256k1","x":"AAAA","y":"AAAA""#, .unsupportedKeyType),
            (#""kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA""#, .malformed),
            // The point is not on the curve: y has its last bit changed.
            (
                #""kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5aw""#,
                .malformed
            ),
            (#""kty":"RSA","n":"AQAB","e":"AQAB""#, .weakKey), (#""kty":"RSA","n":"AQAB","e":"A""#, .malformed),
            (#""kty":"RSA","e":"AQAB""#, .malformed),
        ] as [(String, KeyError.Code)])
    func leavesOut(members: String, expected: KeyError.Code) throws {
        #expect(throws: KeyError.self) { try keySet(members) }
        let keys = try keySet(members, Self.okp)
        #expect(keys.count == 1)
        #expect(keys.ignored.map(\.code) == [expected])
    }

    @Test("leaves out RSA keys whose numbers make no key, or a dear one")
    func rsaNumbers() throws {
        let text = try #require(JSONParser.object(Array(SignatureVector.rs256.key.utf8))["n"]?.string)
        let modulus = try #require(Base64URL.decode(Array(text.utf8)[...]))
        func outcome(modulus: [UInt8], exponent: [UInt8]) -> KeyError.Code? {
            let (n, e) = (
                String(decoding: Base64URL.encode(modulus), as: UTF8.self), String(decoding: Base64URL.encode(exponent), as: UTF8.self)
            )
            do throws(KeyError) {
                _ = try keySet(#""kty":"RSA","n":"\#(n)","e":"\#(e)""#)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(outcome(modulus: modulus, exponent: [1, 0, 1]) == nil)
        #expect(outcome(modulus: [0, 0] + modulus, exponent: [1, 0, 1]) == nil)
        #expect(outcome(modulus: modulus, exponent: [1]) == .malformed)
        #expect(outcome(modulus: modulus, exponent: [2]) == .malformed)
        #expect(outcome(modulus: modulus, exponent: []) == .malformed)
        #expect(outcome(modulus: modulus, exponent: [UInt8](repeating: 0xFF, count: 9)) == .tooLarge)
        #expect(outcome(modulus: modulus.dropLast() + [0], exponent: [1, 0, 1]) == .malformed)
        #expect(outcome(modulus: Array(modulus.prefix(255)), exponent: [1, 0, 1]) == .weakKey)
        #expect(outcome(modulus: [0x80] + [UInt8](repeating: 1, count: 1024), exponent: [1, 0, 1]) == .tooLarge)
    }

    @Test(
        "refuses texts that are no key set",
        arguments: [
            ("", .malformed), ("[]", .malformed), ("{}", .malformed), (#"{"keys":{}}"#, .malformed), (#"{"keys":[]}"#, .noUsableKey),
            (#"{"keys":[7]}"#, .malformed), (#"{"keys":[],"keys":[]}"#, .malformed), (#"{"keys":[{\#(ec),"kty":"EC"}]}"#, .malformed),
            (#"{"keys":[\#((0..<65).map { _ in "{}" }.joined(separator: ","))]}"#, .tooLarge),
            (#"{"keys":[]}"# + String(repeating: " ", count: 262_144), .tooLarge),
        ] as [(String, KeyError.Code)])
    func refuses(text: String, expected: KeyError.Code) {
        do throws(KeyError) {
            _ = try KeySet.jwks(Array(text.utf8))
            Issue.record("accepted")
        } catch {
            #expect(error.code == expected)
        }
    }

    @Test("finds a key by its `kid`, and never another one that would fit")
    func keyID() throws {
        let one = SigningCase(algorithm: .edDSA, keyName: "ed25519")
        let verifier = TokenVerifier(keys: try keySet(#"\#(Self.okp),"kid":"one""#, #"\#(Self.ec),"kid":"two""#), policy: TokenPolicy())
        func outcome(_ keyID: String?) throws -> String? {
            let token = try one.signer(keyID: keyID).sign(user: "ada", scopes: .chat, ttlSeconds: 60, now: Sample.now)
            do throws(TokenError) {
                _ = try verifier.verify(token, now: Sample.now)
                return nil
            } catch {
                return error.logMessage
            }
        }
        #expect(try outcome("one") == nil)
        #expect(try outcome(nil) == nil)
        #expect(try outcome("two") == "algorithm_mismatch")
        #expect(try outcome("three") == "unknown_key")
        #expect(try outcome("") == "unknown_key")
    }

    @Test("finds keys without a name for any `kid`")
    func namelessKey() throws {
        let verifier = TokenVerifier(keys: try keySet(Self.okp), policy: TokenPolicy())
        let signer = try SigningCase(algorithm: .edDSA, keyName: "ed25519").signer(keyID: "any")
        let token = try signer.sign(user: "ada", scopes: .chat, ttlSeconds: 60, now: Sample.now)
        #expect(try verifier.verify(token, now: Sample.now).userID == "ada")
    }

    @Test("tells apart `kid`s that only Unicode holds to be equivalent")
    func keyIDBytes() throws {
        let verifier = TokenVerifier(keys: try keySet(#"\#(Self.okp),"kid":"\u00e9""#), policy: TokenPolicy())
        let signer = try SigningCase(algorithm: .edDSA, keyName: "ed25519").signer(keyID: "e\u{301}")
        let token = try signer.sign(user: "ada", scopes: .chat, ttlSeconds: 60, now: Sample.now)
        #expect(throws: TokenError(.unknownKey)) { try verifier.verify(token, now: Sample.now) }
    }
}
