import Testing

@testable import Agents

@Suite("The leases of workers")
struct LeaseTableTests {
    private func lease(_ id: String, until milliseconds: Int64) -> ExecutionLease {
        ExecutionLease(id: id, worker: "w", expiresAtMilliseconds: milliseconds)
    }

    @Test("the end of a lease names the lease and the time that is stored, not the clock that found it")
    func end() {
        var leases = LeaseTable()
        leases.hold("e1", lease("l1", until: 1_700_000_000_000), deadline: 50)
        #expect(leases.takeDue(at: 49, limit: 10, patience: 5).isEmpty)
        #expect(
            leases.takeDue(at: 50, limit: 10, patience: 5)
                == [LeaseTable.End(executionID: "e1", leaseID: "l1", expiredAtMilliseconds: 1_700_000_000_000)])
    }

    @Test("an end that nothing came of is told again after a while; one that was renewed or released is not")
    func patience() {
        var leases = LeaseTable()
        for id in ["e1", "e2", "e3"] { leases.hold(id, lease("l", until: 1), deadline: 50) }
        #expect(leases.takeDue(at: 50, limit: 2, patience: 5).count == 2)
        #expect(leases.takeDue(at: 50, limit: 2, patience: 5).count == 1)
        #expect(leases.takeDue(at: 54, limit: 2, patience: 5).isEmpty)
        leases.release("e1")
        leases.hold("e2", lease("l", until: 2), deadline: 100)
        #expect(leases.takeDue(at: 55, limit: 9, patience: 5).map(\.executionID) == ["e3"])
        #expect(leases.count == 2)
    }
}
