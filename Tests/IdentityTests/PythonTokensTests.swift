import Foundation
import Testing

@testable import Identity

/// Tokens that others made and checked: PyJWT and Django's SimpleJWT.
@Suite struct PythonTokensTests {
    private struct Made: Decodable {
        struct Case: Decodable {
            struct Key: Decodable {
                var secret: String?
                var algorithm: String?
                var pem: String?
                var jwks: JSONText?
            }
            struct Expectation: Decodable, Equatable {
                var user: String
                var name: String
                var scopes: String
            }
            var title: String
            var key: Key
            var token: String
            var expect: Expectation?
            var refusal: String?
        }
        var now: Int64
        var cases: [Case]
    }

    private func keys(_ key: Made.Case.Key) throws -> KeySet {
        if let secret = key.secret {
            return try .secret(Array(secret.utf8), algorithm: #require(TokenAlgorithm(name: key.algorithm ?? "")))
        }
        if let pem = key.pem { return try .pem(Array(pem.utf8)) }
        return try .jwks(#require(key.jwks).bytes)
    }

    @Test("accepts the access tokens of PyJWT and SimpleJWT, and refuses their other tokens")
    func made() throws {
        let made = try JSONDecoder().decode(Made.self, from: PythonTokens.run("make"))
        #expect(made.cases.count == 31)
        for example in made.cases {
            let verifier = TokenVerifier(keys: try keys(example.key), policy: TokenPolicy())
            do throws(TokenError) {
                let principal = try verifier.verify(example.token, now: made.now)
                let expectation = Made.Case.Expectation(
                    user: principal.userID, name: principal.name, scopes: principal.scopes.description)
                #expect(expectation == example.expect, "\(example.title)")
            } catch {
                #expect(error.code.rawValue == example.refusal, "\(example.title)")
            }
        }
    }

    @Test("makes tokens that PyJWT accepts with each algorithm")
    func checked() throws {
        let entries = try SigningCase.all.map { example in
            let key = try example.keyName.map { try TestKeys.pem("\($0)-public") } ?? TestKeys.secret
            let token = try example.signer().sign(user: "ada", name: "Ada é", scopes: .chat, ttlSeconds: 60, now: Sample.now)
            return ["token": token, "key": String(decoding: key, as: UTF8.self), "algorithm": example.algorithm.rawValue]
        }
        let input = try JSONEncoder().encode(entries)
        struct Claims: Decodable, Equatable {
            var sub: String
            var name: String
            var scope: String
            var exp: Int64
        }
        let claims = try JSONDecoder().decode([Claims].self, from: PythonTokens.run("check", input: input))
        let expected = Claims(sub: "ada", name: "Ada é", scope: "chat", exp: Sample.now + 60)
        #expect(claims == Array(repeating: expected, count: 10))
    }
}
