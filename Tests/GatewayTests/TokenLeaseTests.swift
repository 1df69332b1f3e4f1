import Identity
import Testing

@testable import Gateway

@Suite("The lease of a token")
struct TokenLeaseTests {
    private func principal(_ user: String = "ada", _ scopes: Scopes = .chat, expiresAt: Int64) -> Principal {
        Principal(userID: user, name: user, scopes: scopes, expiresAt: expiresAt)
    }

    @Test("runs until the token expires, then announces it, then ends")
    func life() {
        var lease = TokenLease(principal(expiresAt: 1000))
        #expect(lease.expiresAtMilliseconds == 1_000_000)
        #expect(lease.remaining(now: 940) == 60_000)
        let early = lease.deadlineReached(now: 999)
        #expect(early == .wait(milliseconds: 1000))
        #expect(!lease.isExpired)
        let due = lease.deadlineReached(now: 1000)
        #expect(due == .announceExpiry)
        #expect(lease.isExpired)
        let over = lease.deadlineReached(now: 1025)
        #expect(over == .close)
        #expect(TokenLease.graceMilliseconds == 25_000)
    }

    @Test("of a token that is only accepted by leeway runs out at once")
    func leeway() {
        var lease = TokenLease(principal(expiresAt: 1000))
        #expect(lease.remaining(now: 1010) == 0)
        let action = lease.deadlineReached(now: 1010)
        #expect(action == .announceExpiry)
    }

    @Test("goes on with a new token of the same user, even within the grace")
    func renewed() {
        var lease = TokenLease(principal(expiresAt: 1000))
        _ = lease.deadlineReached(now: 1000)
        let isRenewed = lease.renew(principal(expiresAt: 2000), scope: .chat)
        #expect(isRenewed)
        #expect(!lease.isExpired)
        let action = lease.deadlineReached(now: 1025)
        #expect(action == .wait(milliseconds: 975_000))
    }

    @Test("does not go on with somebody else's token or one without the scope")
    func foreign() {
        var lease = TokenLease(principal(expiresAt: 1000))
        let others = lease.renew(principal("eve", expiresAt: 2000), scope: .chat)
        let powerless = lease.renew(principal("ada", .metrics, expiresAt: 2000), scope: .chat)
        let admins = lease.renew(principal("ada", .admin, expiresAt: 3000), scope: .chat)
        #expect(!others)
        #expect(!powerless)
        #expect(admins)
        #expect(lease.principal.expiresAt == 3000)
    }

    @Test("does not go on with the token of a user whose id only looks the same")
    func lookalike() {
        var lease = TokenLease(principal("ren\u{E9}", expiresAt: 1000))
        let isRenewed = lease.renew(principal("rene\u{301}", expiresAt: 2000), scope: .chat)
        #expect(!isRenewed)
    }
}
