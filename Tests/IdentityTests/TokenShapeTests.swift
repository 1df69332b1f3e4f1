import Testing

@testable import Identity

@Suite struct TokenShapeTests {
    let sample: Sample
    let token: String

    init() throws {
        sample = try Sample()
        token = try sample.token(#"{"sub":"ada","exp":1700003600}"#)
    }

    @Test("accepts the token that the other tests damage")
    func control() {
        #expect(sample.refusal(of: token) == nil)
    }

    @Test("refuses texts that are not three parts")
    func parts() {
        for text in [
            "", ".", "..", "a", "a.b", "\(token).", ".\(token)", "\(token).x", "a.b.c.d.e", "\(token) ", " \(token)", "\(token)\n",
        ] {
            #expect(sample.refusal(of: text) != nil, "\(text)")
        }
        #expect(sample.refusal(of: "") == "malformed (parts)")
        #expect(sample.refusal(of: String(token[..<(token.lastIndex(of: ".") ?? token.endIndex)])) == "malformed (parts)")
    }

    @Test("refuses a second spelling of the same token: padding, plain base64, set trailing bits")
    func spellings() throws {
        let parts = token.split(separator: ".").map(String.init)
        #expect(sample.refusal(of: "\(parts[0]).\(parts[1]).\(parts[2])=") == "malformed (signature)")
        #expect(sample.refusal(of: "\(parts[0])=.\(parts[1]).\(parts[2])") == "malformed (header)")
        // A code of 32 bytes ends in a character of which two bits spell nothing.
        let last = try #require(parts[2].last)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let place = try #require(alphabet.firstIndex(of: last))
        let other = parts[2].dropLast() + String(alphabet[place + 1])
        #expect(sample.refusal(of: "\(parts[0]).\(parts[1]).\(other)") == "malformed (signature)")
    }

    @Test("refuses a payload that is no base64url only after the signature held")
    func payloadEncoding() throws {
        let key = try MACKey(secret: TestKeys.secret, algorithm: .hs256)
        let input = Base64URL.encode(#"{"alg":"HS256"}"#.utf8) + Array(".e30=".utf8)
        let code = try #require(key.authenticate(input[...]))
        #expect(
            sample.refusal(of: String(decoding: input + Array(".".utf8) + Base64URL.encode(code), as: UTF8.self)) == "malformed (payload)")
        #expect(
            sample.refusal(of: String(decoding: input + Array(".".utf8) + Base64URL.encode(code.reversed()), as: UTF8.self))
                == "bad_signature")
    }

    @Test("looks at the signature before the claims")
    func signatureFirst() throws {
        let other = try TokenSigner(secret: TestKeys.secret.reversed())
        for claims in ["", "{}", #"{"sub":"ada","exp":0}"#, #"{"a":1,"a":2}"#] {
            #expect(sample.refusal(of: try other.sign(payload: Array(claims.utf8))) == "bad_signature")
        }
    }

    @Test("refuses signatures of every other length")
    func signatureLengths() {
        let unsigned = token[...(token.lastIndex(of: ".") ?? token.startIndex)]
        for length in 0..<100 {
            let signature = String(decoding: Base64URL.encode([UInt8](repeating: 0, count: length)), as: UTF8.self)
            #expect(sample.refusal(of: unsigned + signature) == "bad_signature")
        }
    }

    @Test("bounds the size before it looks at anything")
    func sizes() throws {
        let long = String(repeating: "A", count: 8193)
        #expect(sample.refusal(of: long) == "too_large (token)")
        #expect(sample.refusal(of: String(long.dropLast())) == "malformed (parts)")
        #expect(sample.refusal(of: String(repeating: "A", count: 1_000_000)) == "too_large (token)")
        #expect(sample.refusal(of: String(repeating: "A", count: 4097) + ".e30.AA") == "too_large (header)")
        #expect(sample.refusal(of: "e30.e30." + String(repeating: "A", count: 1367)) == "too_large (signature)")
        let padding = String(repeating: "x", count: 5950)
        #expect(sample.refusal(of: try sample.token(#"{"sub":"ada","exp":1700003600,"x":"\#(padding)"}"#)) == nil)
    }

    @Test(
        "refuses headers with `crit`, other types, foreign or missing algorithms",
        arguments: [
            (#"{"alg":"HS256"}"#, nil), (#"{"alg":"HS256","typ":"JWT"}"#, nil), (#"{"alg":"HS256","typ":"jwt"}"#, nil),
            (#"{"alg":"HS256","typ":"at+jwt"}"#, nil), (#"{"alg":"HS256","typ":"application/at+JWT"}"#, nil),
            (#"{"alg":"HS256","typ":null}"#, nil),
            (#"{"alg":"HS256","kid":"unknown to a secret"}"#, nil),
            (#"{"alg":"HS256","jwk":{"kty":"oct","k":"AA"},"jku":"https://x"}"#, nil),
            (#"{"alg":"HS256","crit":["b64"],"b64":false}"#, "unsupported_header (crit)"),
            (#"{"alg":"HS256","crit":[]}"#, "unsupported_header (crit)"),
            (#"{"alg":"HS256","crit":null}"#, "unsupported_header (crit)"),
            (#"{"alg":"HS256","typ":"logout+jwt"}"#, "unsupported_header (typ)"),
            (#"{"alg":"HS256","typ":7}"#, "unsupported_header (typ)"), (#"{"alg":"HS256","kid":7}"#, "unsupported_header (kid)"),
            (#"{"alg":"HS256","kid":null}"#, "unsupported_header (kid)"), (#"{"alg":"none"}"#, "unsupported_algorithm"),
            (#"{"alg":"None"}"#, "unsupported_algorithm"), (#"{"alg":"NONE"}"#, "unsupported_algorithm"),
            (#"{"alg":"nOnE"}"#, "unsupported_algorithm"),
            (#"{"alg":""}"#, "unsupported_algorithm"), (#"{"alg":"hs256"}"#, "unsupported_algorithm"),
            (#"{"alg":"HS256 "}"#, "unsupported_algorithm"),
            (#"{"alg":"HS1"}"#, "unsupported_algorithm"), (#"{"alg":"ES256K"}"#, "unsupported_algorithm"),
            (#"{"alg":"RSA1_5"}"#, "unsupported_algorithm"),
            (#"{"alg":"dir","enc":"A128GCM"}"#, "unsupported_algorithm"), (#"{"alg":"HS384"}"#, "algorithm_mismatch"),
            (#"{"alg":"RS256"}"#, "algorithm_mismatch"), (#"{"alg":"EdDSA"}"#, "algorithm_mismatch"), (#"{"alg":null}"#, "malformed (alg)"),
            (#"{"alg":256}"#, "malformed (alg)"), (#"{"alg":["HS256"]}"#, "malformed (alg)"), ("{}", "malformed (alg)"),
            (#"{"Alg":"HS256"}"#, "malformed (alg)"), ("", "malformed (header)"), ("[]", "malformed (header)"),
            ("HS256", "malformed (header)"),
            (#"{"alg":"HS256","alg":"HS256"}"#, "malformed (header, duplicate member)"),
            (#"{"alg":"none","\u0061lg":"HS256"}"#, "malformed (header, duplicate member)"),
        ] as [(String, String?)])
    func headers(header: String, expected: String?) throws {
        #expect(sample.refusal(of: try sample.token(header: header)) == expected)
    }

    @Test("refuses everything without keys")
    func noKeys() {
        #expect(throws: TokenError(.unknownKey)) { try TokenVerifier(keys: .empty, policy: TokenPolicy()).verify(token, now: Sample.now) }
    }

    @Test("uses replaced keys from the next verification on")
    func replacedKeys() throws {
        let verifier = TokenVerifier(keys: sample.keys, policy: TokenPolicy())
        #expect(try verifier.verify(token, now: Sample.now).userID == "ada")
        verifier.replaceKeys(try .secret(TestKeys.secret.reversed()))
        #expect(throws: TokenError(.badSignature)) { try verifier.verify(token, now: Sample.now) }
    }

    @Test("never puts a token or a claim's value into an error")
    func errorsHoldNothing() throws {
        let secretive = try sample.token(#"{"sub":["hunter2"],"exp":1700003600}"#)
        let message = try #require(sample.refusal(of: secretive))
        #expect(message == "malformed_claim (sub)")
        let verifier = TokenVerifier(keys: sample.keys, policy: TokenPolicy())
        let error = try #require(throws: TokenError.self) { try verifier.verify(secretive, now: Sample.now) }
        var dumped = ""
        dump(error, to: &dumped)
        #expect(!dumped.contains("hunter2"))
        #expect(!dumped.contains(secretive.prefix(10)))
        #expect("\(error)" == "malformed_claim (sub)")
    }

    @Test("has distinct reasons that fit a label")
    func codes() {
        let names = TokenError.Code.allCases.map(\.rawValue)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "_") } })
    }
}
