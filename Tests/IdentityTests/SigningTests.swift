import Testing

@testable import Identity

@Suite struct SigningTests {
    @Test("accepts what it signs with each algorithm, and says whose it is", arguments: SigningCase.all)
    func roundTrip(_ example: SigningCase) throws {
        let signer = try example.signer()
        let token = try signer.sign(
            user: "ada", name: "Ada \"Lovelace\" \u{1}\\ é €", scopes: [.chat, .agentsWrite], agents: ["one", "two"], ttlSeconds: 3600,
            now: Sample.now)
        let expected = Principal(
            userID: "ada", name: "Ada \"Lovelace\" \u{1}\\ é €", scopes: [.chat, .agentsWrite], expiresAt: Sample.now + 3600,
            agents: ["one", "two"])
        #expect(try example.verifier().verify(token, now: Sample.now) == expected)
        #expect(try example.verifier().verify("?token=\(token)".dropFirst(7), now: Sample.now) == expected)
    }

    @Test("writes the header and the claims that the field expects")
    func literal() throws {
        var signer = try TokenSigner(secret: TestKeys.secret, keyID: "k1")
        signer.issuer = "telltale"
        signer.audience = "chat"
        let token = try signer.sign(user: "ada", name: "Ada", scopes: [.chat, .metrics], ttlSeconds: 60, now: Sample.now)
        let parts = try token.split(separator: ".").map { try #require(Base64URL.decode(Array($0.utf8)[...])) }
        #expect(String(decoding: parts[0], as: UTF8.self) == #"{"alg":"HS256","typ":"JWT","kid":"k1"}"#)
        #expect(
            String(decoding: parts[1], as: UTF8.self)
                == #"{"sub":"ada","name":"Ada","scope":"chat metrics","iss":"telltale","aud":"chat","iat":1700000000,"exp":1700000060}"#)
        #expect(parts[2].count == 32)
    }

    @Test("refuses a token under every algorithm but the one it was signed with", arguments: SigningCase.all)
    func otherAlgorithm(_ example: SigningCase) throws {
        let signer = try example.signer()
        for other in TokenAlgorithm.allCases where other != example.algorithm {
            let token = try signer.sign(
                header: Array(#"{"alg":"\#(other.rawValue)"}"#.utf8), payload: Array(#"{"sub":"ada","exp":1700003600}"#.utf8))
            #expect(throws: TokenError.self, "\(other.rawValue)") { try example.verifier().verify(token, now: Sample.now) }
        }
    }

    @Test("refuses an HS256 token whose secret is the text of the public key", arguments: ["rsa", "p256", "p384", "ed25519"])
    func algorithmConfusion(_ name: String) throws {
        let text = try TestKeys.pem("\(name)-public")
        let key = try MACKey(secret: text, algorithm: .hs256)
        let input = Base64URL.encode(#"{"alg":"HS256"}"#.utf8) + Array(".".utf8) + Base64URL.encode(#"{"sub":"eve","exp":1700003600}"#.utf8)
        let code = try #require(key.authenticate(input[...]))
        let token = String(decoding: input + Array(".".utf8) + Base64URL.encode(code), as: UTF8.self)
        let verifier = TokenVerifier(keys: try .pem(text), policy: TokenPolicy())
        #expect(throws: TokenError(.algorithmMismatch)) { try verifier.verify(token, now: Sample.now) }
    }

    @Test("refuses what another key of the same kind signed")
    func otherKey() throws {
        let other = try TokenSigner(secret: TestKeys.secret.reversed())
        let token = try other.sign(user: "ada", scopes: .chat, ttlSeconds: 60, now: Sample.now)
        #expect(try Sample().refusal(of: token) == "bad_signature")
    }

    // Both signed by `openssl dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:…` with the same key.
    @Test("accepts PSS with a salt as long as the hash, and refuses a shorter one")
    func pssSalt() throws {
        let verifier = TokenVerifier(keys: try .pem(TestKeys.pem("rsa-public")), policy: TokenPolicy())
        let right = """
            eyJhbGciOiJQUzI1NiJ9.eyJzdWIiOiJhZGEiLCJleHAiOjE3MDAwMDM2MDB9.EIit8KVrat9sM0xYt6Qa0wL-fFxQUlYHFw9uFUmHc-JMKjGx\
            35cYfvH79jRPNMWAhP8MLmNVwBY4yS686oGd9vXCF1kTewLqhS1rtlW8kGBvDiSVa5ZJ-BczcBmFmfSGm_aP2GOhOUlXJlklrrwCy4UhM5uGna\
            odb403cOuL-ISONkfJlGeLMEwvK_DqztuLG4SHCgLyd3r6O_zHeO6jKtiFwT1627PqZiq181GyuEI_JTzCnAk8VwL8rl1fnOOQpdfNBAkvhBGo\
            8B0y9IHUr_jTIF_9rTmEgUCnk-1KMhkZOukr6GgU_1dS9u6xtyIKc7TyuhHxHwhX-nj4AsP8gQ
            """
        let short = """
            eyJhbGciOiJQUzI1NiJ9.eyJzdWIiOiJhZGEiLCJleHAiOjE3MDAwMDM2MDB9.aXMCQtoRZ2JBpOewkx6EP8vw2OKAj7Y1PZZmJSBAcsHuXxdX\
            uas80EALJhud9-285b5kIiyj7ot9Q6CW7BjzAka5e1Fn6opq-8x0J_rX07ZOJs0Xc6Q-Bq7t81zHGwAzVDeGqjs4CIxcqJdvcSiRnyfufakb5R\
            EwFj0IkAbnOuCDhboiLucM0hj5rKIZx-6_DixD4rdArOJHviUcqvjTeYzmgoZatjC5vsvZm9bgEWCyshPDBT3sHBEQ4Ti6uyjZNJQKFlI5T9YU\
            JKY9yqJFQ7aW-WGC0VQEUEWirZ3CGKCTcyPtitz6TcfG2Mc_WEHE9DsgihzZstliuoZ5Z-nJeA
            """
        #expect(try verifier.verify(right, now: Sample.now).userID == "ada")
        #expect(throws: TokenError(.badSignature)) { try verifier.verify(short, now: Sample.now) }
    }

    @Test("cannot sign with a public key, and says so")
    func publicKey() throws {
        let signer = try TokenSigner(privateKeyPEM: TestKeys.pem("p256-public"))
        #expect(throws: TokenError(.internalError, "signing")) {
            try signer.sign(user: "ada", scopes: .chat, ttlSeconds: 60, now: Sample.now)
        }
    }

    @Test("takes a private key only for its own algorithms")
    func wrongAlgorithm() throws {
        let text = try TestKeys.pem("p256-private")
        #expect(throws: KeyError(.wrongAlgorithm, "the key is not for RS256")) {
            try TokenSigner(privateKeyPEM: text, algorithm: .rs256)
        }
    }

    @Test("makes no token that would not be accepted")
    func bounds() throws {
        let signer = try TokenSigner(secret: TestKeys.secret)
        #expect(throws: TokenError(.malformedClaim, "exp")) {
            try signer.sign(user: "ada", scopes: .chat, ttlSeconds: .max, now: Sample.now)
        }
        #expect(throws: TokenError(.malformedClaim, "exp")) {
            try signer.sign(user: "ada", scopes: .chat, ttlSeconds: -Sample.now - 1, now: Sample.now)
        }
        #expect(throws: TokenError(.tooLarge, "token")) {
            try signer.sign(user: "ada", name: String(repeating: "a", count: 8000), scopes: .chat, ttlSeconds: 60, now: Sample.now)
        }
        // The last is not in normal form C.
        for user in ["", String(repeating: "a", count: 256), "a\nb", "Rene\u{301}"] {
            #expect(throws: TokenError(.malformedClaim, "sub")) {
                try signer.sign(user: user, scopes: .chat, ttlSeconds: 60, now: Sample.now)
            }
        }
        let verifier = TokenVerifier(keys: try KeySet.secret(TestKeys.secret), policy: TokenPolicy())
        for user in ["Ren\u{e9}", "世界", String(repeating: "a", count: 255)] {
            let token = try signer.sign(user: user, scopes: .chat, ttlSeconds: 60, now: Sample.now)
            #expect(try verifier.verify(token, now: Sample.now).userID == user)
        }
    }
}
