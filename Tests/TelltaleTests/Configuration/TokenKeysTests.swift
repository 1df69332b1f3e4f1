import Identity
import Testing

@testable import telltale

/// From settings to keys.
struct TokenKeysTests {
    @Test("what a development server signs, it accepts, after a restart too")
    func development() throws {
        let folder = try TemporaryFolder()
        let settings = try settings(["data": folder.path, "jwt-issuer": "us", "jwt-audience": "them"])
        let token = try #require(try TokenKeys(settings).signer).sign(user: "ada", scopes: .chat, ttlSeconds: 60, now: 1_000)
        let policy = TokenPolicy(issuer: "us", audience: "them")
        let principal = try TokenVerifier(keys: TokenKeys(settings).keys, policy: policy).verify(token, now: 1_000)
        #expect(principal.userID == "ada")
    }

    @Test(
        "keys of a file that is none are refused with its name",
        arguments: [
            ("jwt-public-key", "the public key"), ("jwks", "the key set"),
        ]
    )
    func broken(key: String, purpose: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("nonsense", to: "file")
        let refusal = failure { () throws(CommandFailure) in _ = try TokenKeys(settings([key: file])) }
        #expect(refusal?.status == .configuration)
        #expect(refusal?.message.hasPrefix("\(purpose) \(file) cannot be used: ") == true)
    }

    @Test("keys behind a URL are none yet, and sign nothing")
    func url() throws {
        let keys = try TokenKeys(settings(["jwks": "https://example.com/jwks"]))
        #expect(keys.keys.count == 0)
        #expect(keys.signer == nil)
    }
}
