import Testing

@testable import Agents

@Suite("Workers that wait")
struct WaitingClaimsTests {
    private func claims() -> WaitingClaims {
        var claims = WaitingClaims()
        claims.add(WaitingClaims.Waiting(number: 1, userID: "u", agents: ["x"], deadline: 30))
        claims.add(WaitingClaims.Waiting(number: 2, userID: "u", agents: ["x", "y"], deadline: 10))
        claims.add(WaitingClaims.Waiting(number: 3, userID: "v", agents: ["y"], deadline: 20))
        return claims
    }

    @Test("who has waited longest for an agent gets it, and is gone")
    func first() {
        var claims = claims()
        #expect(claims.takeFirst(for: "y")?.number == 2)
        #expect(claims.takeFirst(for: "y")?.number == 3)
        #expect(claims.takeFirst(for: "y") == nil && claims.count == 1)
    }

    @Test("those whose time is over are taken out, in the order in which they came")
    func due() {
        var claims = claims()
        #expect(claims.takeDue(at: 9).isEmpty)
        #expect(claims.takeDue(at: 20) == [2, 3])
        #expect(claims.remove(1) && !claims.remove(1) && !claims.remove(2))
        #expect(claims.takeAll().isEmpty)
    }
}
