import Testing

@testable import Identity

@Suite struct ConcurrencyTests {
    @Test("verifies from many tasks at once while the keys change, with each kind of key", arguments: SigningCase.all)
    func concurrent(_ example: SigningCase) async throws {
        let signer = try example.signer()
        let good = try signer.sign(user: "ada", scopes: .chat, ttlSeconds: 60, now: Sample.now)
        let bad = String(good.dropLast(6)) + "AAAAAA"
        let verifier = try example.verifier()
        let others = try example.keys().union(.secret(TestKeys.secret))
        let rounds = example.keyName == nil ? 200 : 10
        let failures = try await withThrowingTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    var failures = 0
                    for round in 0..<rounds {
                        if task == 0, round % 10 == 0 { verifier.replaceKeys(others) }
                        if try verifier.verify(good, now: Sample.now).userID != "ada" { failures += 1 }
                        if (try? verifier.verify(bad, now: Sample.now)) != nil { failures += 1 }
                    }
                    return failures
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(failures == 0)
    }
}
