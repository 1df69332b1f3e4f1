import Synchronization
import Testing

@testable import Identity

@Suite struct KeySetCacheTests {
    /// Signed with the key of ``JWKSTests/okp``.
    private func token(keyID: String) throws -> String {
        try SigningCase(algorithm: .edDSA, keyName: "ed25519").signer(keyID: keyID)
            .sign(user: "ada", scopes: .chat, ttlSeconds: 100_000, now: Sample.now)
    }

    private func keySet(_ keyID: String) -> [UInt8] {
        Array(#"{"keys":[{\#(JWKSTests.okp),"kid":"\#(keyID)"}]}"#.utf8)
    }

    private func refusal(_ cache: KeySetCache, _ token: String) async -> TokenError.Code? {
        do throws(TokenError) {
            _ = try await cache.verify(token, now: Sample.now)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("fetches at the first token and not again while the keys are known and fresh")
    func firstFetch() async throws {
        let world = CacheWorld(answers: [.success(keySet("a"))])
        let cache = world.cache()
        #expect(try await cache.verify(token(keyID: "a"), now: Sample.now).userID == "ada")
        world.advance(seconds: 599)
        #expect(try await cache.verify(token(keyID: "a"), now: Sample.now).userID == "ada")
        #expect(world.fetches == 1)
    }

    @Test("fetches for an unknown `kid` at most once in 30 seconds")
    func unknownKey() async throws {
        let world = CacheWorld(answers: [.success(keySet("a")), .success(keySet("b")), .success(keySet("c"))])
        let cache = world.cache()
        await cache.refresh()
        #expect(world.fetches == 1)
        world.advance(seconds: 29)
        for _ in 0..<100 { #expect(await refusal(cache, try token(keyID: "b")) == .unknownKey) }
        #expect(world.fetches == 1)
        world.advance(seconds: 1)
        #expect(await refusal(cache, try token(keyID: "b")) == nil)
        #expect(await refusal(cache, try token(keyID: "a")) == .unknownKey)
        #expect(world.fetches == 2)
    }

    @Test("fetches for no other reason to refuse a token")
    func otherRefusals() async throws {
        let world = CacheWorld(answers: [.success(keySet("a"))])
        let cache = world.cache()
        await cache.refresh()
        world.advance(seconds: 60)
        #expect(await refusal(cache, "nonsense") == .malformed)
        #expect(await refusal(cache, try token(keyID: "a") + "A") != nil)
        #expect(world.fetches == 1)
    }

    @Test("lets all who wait for a fetch share it")
    func shared() async throws {
        let world = CacheWorld(answers: [.success(keySet("a"))])
        let cache = world.cache()
        let token = try token(keyID: "a")
        let refused = await withTaskGroup(of: TokenError.Code?.self) { group in
            for _ in 0..<50 { group.addTask { await refusal(cache, token) } }
            return await group.reduce(into: [TokenError.Code]()) { codes, code in code.map { codes.append($0) } }
        }
        #expect(refused.isEmpty)
        #expect(world.fetches == 1)
    }

    @Test("keeps the keys when a fetch fails or brings no key set, reports it, and tries again")
    func failures() async throws {
        let world = CacheWorld(answers: [
            .success(keySet("a")), .failure(CacheWorld.Unreachable()), .success(Array("<html>".utf8)), .success(keySet("b")),
        ])
        let cache = world.cache()
        await cache.refresh()
        for expected in [TokenError.Code.unknownKey, .unknownKey, nil] {
            world.advance(seconds: 30)
            #expect(await refusal(cache, try token(keyID: "a")) == nil)
            #expect(await refusal(cache, try token(keyID: "b")) == expected)
        }
        #expect(world.fetches == 4)
        #expect(world.reports == ["1 keys", "Unreachable()", "the JWKS is not valid JSON", "1 keys"])
    }

    @Test("fetches again when the keys are old, so that a withdrawn key goes")
    func stale() async throws {
        let world = CacheWorld(answers: [.success(keySet("a")), .success(keySet("b"))])
        let cache = world.cache()
        await cache.refresh()
        world.advance(seconds: 600)
        // The token that finds the set old is still judged by it; the fetch goes on behind it.
        #expect(await refusal(cache, try token(keyID: "a")) == nil)
        await cache.refresh()
        #expect(world.fetches == 2)
        #expect(await refusal(cache, try token(keyID: "a")) == .unknownKey)
        #expect(await refusal(cache, try token(keyID: "b")) == nil)
    }

    @Test("keeps fixed keys beside the fetched ones")
    func fixed() async throws {
        let world = CacheWorld(answers: [.success(keySet("a"))])
        let sample = try Sample()
        let cache = world.cache(fixed: sample.keys)
        await cache.refresh()
        #expect(await refusal(cache, try sample.token(#"{"sub":"ada","exp":1700003600}"#)) == nil)
        #expect(await refusal(cache, try token(keyID: "a")) == nil)
    }
}
