import Agents
import AgentsTestSupport
import Testing
import Wire

@Suite("The lease of an execution")
struct LeaseTests {
    private let lost = ExecutionCommand.fail(ExecutionFailure(code: .interrupted, message: "its worker did not report for 30 s"))

    @Test("is renewed by a heartbeat and by a batch, also by one that was taken before, and takes no number")
    func renewal() throws {
        var record = try ExecutionRecord.running(.sample(until: 32_000))
        let worker = { ExecutionActor.worker(leaseID: "lease-1", firstSequence: $0) }
        #expect(try record.apply(.renew(expiresAtMilliseconds: 40_000), by: worker(nil)).isEmpty)
        #expect(record.lease?.expiresAtMilliseconds == 40_000 && record.workerSequence == 0)
        try record.apply(.output("a"), .renew(expiresAtMilliseconds: 50_000), .output("b"), by: worker(1))
        #expect(record.lease?.expiresAtMilliseconds == 50_000 && record.workerSequence == 2)
        try record.apply(.output("a"), .output("b"), .renew(expiresAtMilliseconds: 60_000), by: worker(1))
        #expect(record.lease?.expiresAtMilliseconds == 60_000 && record.workerSequence == 2 && record.lastSeq == 4)
        // The server gives more time, too, when it starts.
        try record.apply(.renew(expiresAtMilliseconds: 70_000))
        #expect(record.lease == .sample(until: 70_000))
    }

    @Test("that ran out ends the attempt as the change says", arguments: [true, false])
    func end(isRequeued: Bool) throws {
        var record = try ExecutionRecord.running(.sample(until: 32_000))
        let events = try record.apply(
            isRequeued ? .requeue(reason: "lost") : lost, by: .leaseEnd(id: "lease-1", expiredAtMilliseconds: 32_000), at: 33_000)
        #expect(events.count == 1 && record.execution.status == (isRequeued ? .pending : .failed))
        #expect(record.lease == (isRequeued ? nil : .sample(until: 32_000)))
    }

    @Test("that was renewed, taken by another or is over does not run out")
    func noEnd() throws {
        var record = try ExecutionRecord.running(.sample(until: 32_000))
        let before = record
        #expect(try record.apply(lost, by: .leaseEnd(id: "lease-1", expiredAtMilliseconds: 31_999)).isEmpty)
        #expect(try record.apply(lost, by: .leaseEnd(id: "lease-2", expiredAtMilliseconds: 32_000)).isEmpty)
        #expect(try record.apply(lost, by: .leaseEnd(id: "", expiredAtMilliseconds: .max)).isEmpty)
        #expect(record == before)
        for status in ExecutionStatus.allCases where status != .running {
            var other = try ExecutionRecord.sample(in: status, lease: .sample())
            #expect(try other.apply(lost, by: .leaseEnd(id: "lease-1", expiredAtMilliseconds: .max)).isEmpty)
            #expect(try other == ExecutionRecord.sample(in: status, lease: .sample()))
        }
        var built = try ExecutionRecord.running()
        #expect(try built.apply(lost, by: .leaseEnd(id: "lease-1", expiredAtMilliseconds: .max)).isEmpty)
        #expect(built.execution.status == .running)
    }

    @Test("of an execution that waits or that the built-in runner has is not there to be renewed")
    func nothingToRenew() throws {
        for status in ExecutionStatus.allCases {
            var record = try ExecutionRecord.sample(in: status)
            let before = record
            #expect(try record.apply(.renew(expiresAtMilliseconds: 99_000)).isEmpty)
            #expect(record == before)
        }
    }
}
