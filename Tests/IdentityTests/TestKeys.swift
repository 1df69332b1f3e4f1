import Foundation
import Testing

@testable import Identity

/// Keys for tests. The RSA key is that of RFC 7515 appendix A.2, the P-256 key of A.3, the Ed25519 key of RFC 8037
/// appendix A.1; the others were made for these tests.
enum TestKeys {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/keys")

    /// 64 bytes, enough for each HMAC.
    static let secret = Array("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_".utf8)

    /// A PEM file of the fixtures.
    static func pem(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: "\(name).pem")))
    }
}

/// A way to sign with one algorithm and the keys that verify it.
struct SigningCase: Sendable, CustomTestStringConvertible {
    var algorithm: TokenAlgorithm
    /// The pair of PEM files; nil stands for the secret.
    var keyName: String?

    var testDescription: String { algorithm.rawValue }

    static let all: [SigningCase] = [
        SigningCase(algorithm: .hs256), SigningCase(algorithm: .hs384), SigningCase(algorithm: .hs512),
        SigningCase(algorithm: .rs256, keyName: "rsa"), SigningCase(algorithm: .rs384, keyName: "rsa"),
        SigningCase(algorithm: .rs512, keyName: "rsa"), SigningCase(algorithm: .ps256, keyName: "rsa"),
        SigningCase(algorithm: .es256, keyName: "p256"), SigningCase(algorithm: .es384, keyName: "p384"),
        SigningCase(algorithm: .edDSA, keyName: "ed25519"),
    ]

    func signer(keyID: String? = nil) throws -> TokenSigner {
        guard let keyName else { return try TokenSigner(secret: TestKeys.secret, algorithm: algorithm, keyID: keyID) }
        return try TokenSigner(privateKeyPEM: TestKeys.pem("\(keyName)-private"), algorithm: algorithm, keyID: keyID)
    }

    func keys() throws -> KeySet {
        guard let keyName else { return try .secret(TestKeys.secret, algorithm: algorithm) }
        return try .pem(TestKeys.pem("\(keyName)-public"))
    }

    func verifier(_ policy: TokenPolicy = TokenPolicy()) throws -> TokenVerifier {
        TokenVerifier(keys: try keys(), policy: policy)
    }
}
