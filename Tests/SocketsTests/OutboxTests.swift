import Testing

@testable import Sockets

@Suite("The outbox of a connection")
struct OutboxTests {
    @Test("goes straight to the descriptor only while nothing is pending")
    func direct() {
        var outbox = Outbox(budget: 100)
        #expect(outbox.admit(1_000_000) == .direct)
        outbox.queued(10)
        #expect(outbox.admit(5) == .queue)
        outbox.completed(10)
        #expect(outbox.admit(5) == .direct)
    }

    @Test("takes what its budget holds and not a byte more")
    func budget() {
        var outbox = Outbox(budget: 100)
        outbox.queued(60)
        #expect(outbox.admit(40) == .queue)
        #expect(outbox.admit(41) == .overBudget)
        outbox.overrun()
        #expect(outbox.admit(1) == .refused)
        #expect(outbox.admitLast() == .queue)
    }

    @Test("without a budget never overflows")
    func unlimited() {
        var outbox = Outbox(budget: 0)
        outbox.queued(1 << 40)
        #expect(outbox.admit(1 << 40) == .queue)
    }

    @Test("lets nothing follow a Close")
    func sealed() {
        var outbox = Outbox(budget: 100)
        #expect(outbox.admitLast() == .direct)
        outbox.seal()
        #expect(outbox.admit(1) == .refused)
        #expect(outbox.admitLast() == .refused)
    }

    @Test("is dead, never empty, after a failed write")
    func dead() {
        var outbox = Outbox(budget: 100)
        outbox.queued(10)
        outbox.fail()
        outbox.completed(10)
        #expect(!outbox.isIdle)
        #expect(outbox.admit(1) == .refused)
        outbox.seal()
        #expect(outbox.isDead)
    }
}
