import Testing

@testable import Identity

@Suite struct KeySetTests {
    private func code(_ body: () throws(KeyError) -> KeySet) -> KeyError.Code? {
        do throws(KeyError) {
            _ = try body()
            return nil
        } catch {
            return error.code
        }
    }

    @Test("wants a secret as long as the hash", arguments: [(TokenAlgorithm.hs256, 32), (.hs384, 48), (.hs512, 64)])
    func secretLength(algorithm: TokenAlgorithm, length: Int) throws {
        #expect(code { () throws(KeyError) in try .secret([UInt8](repeating: 7, count: length - 1), algorithm: algorithm) } == .weakKey)
        #expect(try KeySet.secret([UInt8](repeating: 7, count: length), algorithm: algorithm).count == 1)
        #expect(throws: KeyError.self) { try TokenSigner(secret: [UInt8](repeating: 7, count: length - 1), algorithm: algorithm) }
    }

    @Test("takes no secret for an asymmetric algorithm", arguments: [TokenAlgorithm.rs256, .ps256, .es256, .edDSA])
    func secretAlgorithm(_ algorithm: TokenAlgorithm) {
        #expect(code { () throws(KeyError) in try .secret(TestKeys.secret, algorithm: algorithm) } == .wrongAlgorithm)
    }

    @Test("takes no PEM text for a secret")
    func pemAsSecret() throws {
        let text = try TestKeys.pem("rsa-public")
        #expect(code { () throws(KeyError) in try .secret(text) } == .publicKeyAsSecret)
    }

    @Test(
        "reads keys from PEM in each of their forms, with the algorithms that they are for",
        arguments: [
            ("rsa-public", [.rs256, .rs384, .rs512, .ps256]), ("rsa-public-pkcs1", [.rs256, .rs384, .rs512, .ps256]),
            ("rsa-private", [.rs256, .rs384, .rs512, .ps256]), ("rsa-private-pkcs1", [.rs256, .rs384, .rs512, .ps256]),
            ("rsa-pss-public", [.ps256]), ("rsa-pss-private", [.ps256]), ("p256-public", [.es256]), ("p256-private", [.es256]),
            ("p256-private-sec1", [.es256]), ("p384-public", [.es384]), ("p384-private", [.es384]), ("ed25519-public", [.edDSA]),
            ("ed25519-private", [.edDSA]),
        ] as [(String, [TokenAlgorithm])])
    func pem(name: String, algorithms: [TokenAlgorithm]) throws {
        let keys = try KeySet.pem(TestKeys.pem(name)).keys
        #expect(keys.map(\.algorithms) == [algorithms])
        #expect(keys[0].id == nil)
    }

    @Test("takes the first certificate of a chain and not those of its issuers")
    func certificate() throws {
        let keys = try KeySet.pem(TestKeys.pem("chain"))
        #expect(keys.keys.map(\.algorithms) == [[.rs256, .rs384, .rs512, .ps256]])
        let verifier = TokenVerifier(keys: keys, policy: TokenPolicy())
        #expect(try verifier.verifiedPayload(Array(SignatureVector.rs256.token.utf8)).count == 70)
    }

    @Test("takes all public keys of a PEM text, so that keys can be changed one after the other")
    func severalKeys() throws {
        let text = try TestKeys.pem("p256-public") + TestKeys.pem("p384-public") + TestKeys.pem("ed25519-public")
        #expect(try KeySet.pem(text).keys.map(\.algorithms) == [[.es256], [.es384], [.edDSA]])
    }

    @Test(
        "refuses weak, encrypted and foreign PEM keys",
        arguments: [
            ("rsa-1024-public", .weakKey), ("p521-public", .unsupportedKeyType), ("secp256k1-public", .unsupportedKeyType),
            ("rsa-private-encrypted", .encrypted), ("p256-private-encrypted-sec1", .encrypted),
        ] as [(String, KeyError.Code)])
    func refusesPEM(name: String, expected: KeyError.Code) throws {
        let text = try TestKeys.pem(name)
        #expect(code { () throws(KeyError) in try .pem(text) } == expected)
    }

    @Test("refuses PEM texts without keys, broken ones and endless ones")
    func brokenPEM() throws {
        let key = String(decoding: try TestKeys.pem("rsa-public"), as: UTF8.self)
        let cases: [(String, KeyError.Code)] = [
            ("", .noUsableKey), ("no key at all", .noUsableKey),
            ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", .malformed),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", .malformed),
            ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", .malformed),
            ("-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----\n", .malformed),
            ("-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----\n", .noUsableKey),
            (String(key.dropLast(30)), .malformed), (key.replacing("END PUBLIC", with: "END PRIVATE"), .malformed),
            (String(repeating: key, count: 33), .tooLarge), (String(repeating: " ", count: 65_537), .tooLarge),
        ]
        for (text, expected) in cases {
            #expect(code { () throws(KeyError) in try .pem(Array(text.utf8)) } == expected, "\(text.prefix(60))")
        }
    }

    @Test("takes the union of two sets")
    func union() throws {
        let both = try KeySet.secret(TestKeys.secret).union(.pem(TestKeys.pem("p256-public")))
        #expect(both.count == 2)
        let verifier = TokenVerifier(keys: both, policy: TokenPolicy())
        for example in SigningCase.all where [.hs256, .es256].contains(example.algorithm) {
            let token = try example.signer().sign(user: "ada", scopes: .chat, ttlSeconds: 60, now: Sample.now)
            #expect(try verifier.verify(token, now: Sample.now).userID == "ada")
        }
    }
}
