import Agents
import AgentsTestSupport
import Testing
import Wire

@Suite("A worker's reports")
struct WorkerReportTests {
    private func worker(_ firstSequence: Int64?, _ leaseID: String = "lease-1") -> ExecutionActor {
        .worker(leaseID: leaseID, firstSequence: firstSequence)
    }

    @Test("are taken in their order and counted")
    func order() throws {
        var record = try ExecutionRecord.running(.sample())
        #expect(try record.apply(.output("a"), .usage(inputTokens: 1, outputTokens: 0, costUSD: 0), .output(""), by: worker(1)).count == 1)
        #expect(record.workerSequence == 3)
        #expect(try record.apply(.output("b"), by: worker(4)) == [ExecutionEvent(seq: 4, .output(index: 1, delta: "b"))])
        #expect(record.workerSequence == 4)
    }

    @Test("that were taken before are passed over, whatever they say now")
    func resent() throws {
        var record = try ExecutionRecord.running(.sample())
        try record.apply(.output("a"), .output("b"), by: worker(1))
        let before = record
        #expect(try record.apply(.output("a"), .output("b"), by: worker(1)).isEmpty)
        #expect(try record.apply(.complete(output: "1"), by: worker(2)).isEmpty)
        #expect(record == before)
        #expect(
            try record.apply(.output("b"), .output("c"), .output("d"), by: worker(2))
                == [ExecutionEvent(seq: 5, .output(index: 2, delta: "c")), ExecutionEvent(seq: 6, .output(index: 3, delta: "d"))])
        #expect(record.workerSequence == 4)
    }

    @Test("are refused when some before them are missing, with the number that is expected")
    func gap() throws {
        var record = try ExecutionRecord.running(.sample())
        #expect(record.refusal(of: .output("x"), by: worker(2)) == .wrongSequence(expected: 1))
        #expect(record.refusal(of: .output("x"), by: worker(.max)) == .wrongSequence(expected: 1))
        try record.apply(.output("a"), .output("b"), by: worker(1))
        #expect(record.refusal(of: .output("x"), by: worker(4)) == .wrongSequence(expected: 3))
        #expect(record.refusal(by: worker(4)) == .wrongSequence(expected: 3))
        for none in [0, -1, Int64.min] {
            #expect(record.refusal(of: .output("x"), by: worker(none)) == .wrongSequence(expected: 3))
        }
        record.workerSequence = .max
        #expect(try record.apply(.output("x"), by: worker(.max)).isEmpty)
    }

    @Test("count all or none: of a batch that is refused none is taken")
    func refusedBatch() throws {
        var record = try ExecutionRecord.running(.sample())
        record.lastSeq = ExecutionLimits.events - 1
        #expect(record.refusal(of: .output("a"), .output("b"), .renew(expiresAtMilliseconds: 9), by: worker(1)) == .tooManyEvents)
        try record.apply(.output("a"), by: worker(1))
        #expect(record.workerSequence == 1)
    }

    @Test("with another lease are refused, before and after the end, also when nobody holds it")
    func stale() throws {
        for status in ExecutionStatus.allCases {
            var record = try ExecutionRecord.sample(in: status, lease: .sample())
            #expect(record.refusal(of: .output("x"), by: worker(1, "lease-2")) == .staleHold)
            #expect(record.refusal(of: .renew(expiresAtMilliseconds: 9), by: worker(nil, "lease-2")) == .staleHold)
            #expect(record.refusal(by: worker(nil, "")) == .staleHold)
        }
        var built = try ExecutionRecord.running()
        #expect(built.refusal(of: .output("x"), by: worker(1)) == .staleHold)
        var requeued = try ExecutionRecord.running(.sample())
        try requeued.apply(.requeue(reason: "again"))
        #expect(requeued.refusal(of: .output("x"), by: worker(1)) == .staleHold)
        try requeued.apply(.start(lease: .sample("lease-2"), model: nil))
        #expect(requeued.refusal(of: .output("x"), by: worker(1)) == .staleHold)
        try requeued.apply(.output("x"), by: worker(1, "lease-2"))
    }

    @Test("with a lease that only looks the same are refused")
    func looksTheSame() throws {
        var record = try ExecutionRecord.running(.sample("\u{e9}"))
        #expect(record.refusal(of: .output("x"), by: worker(1, "e\u{301}")) == .staleHold)
        #expect(record.refusal(of: .output("x"), by: worker(1, "\u{e9}")) == nil)
    }

    @Test("after its end: those that were taken pass, new ones are refused", arguments: [ExecutionStatus.completed, .failed])
    func afterTheEnd(_ status: ExecutionStatus) throws {
        var record = try ExecutionRecord.running(.sample())
        let end = status == .completed ? ExecutionCommand.complete(output: "1") : .fail(ExecutionFailure(code: .internal, message: ""))
        try record.apply(.output("a"), end, by: worker(1))
        let before = record
        #expect(try record.apply(.output("a"), end, .renew(expiresAtMilliseconds: 99_000), by: worker(1)).isEmpty)
        #expect(try record.apply(.renew(expiresAtMilliseconds: 99_000), by: worker(nil)).isEmpty)
        #expect(record == before)
        #expect(record.refusal(of: .output("b"), by: worker(3)) == .impossible(from: status))
        #expect(record.refusal(of: end, by: worker(3)) == .impossible(from: status))
        #expect(record.refusal(of: .output("a"), end, .output("b"), by: worker(1)) == .impossible(from: status))
        #expect(record.refusal(of: .output("b"), by: worker(9)) == .wrongSequence(expected: 3))
    }

    @Test("after it was cancelled change nothing and are not refused: the reply tells of it")
    func afterCancelling() throws {
        var record = try ExecutionRecord.running(.sample())
        try record.apply(.output("a"), by: worker(1))
        try record.apply(.cancel(reason: nil))
        let before = record
        for first in [Int64(1), 2, 9] {
            #expect(try record.apply(.output("b"), .complete(output: "1"), .renew(expiresAtMilliseconds: 9), by: worker(first)).isEmpty)
        }
        #expect(try record.apply(.renew(expiresAtMilliseconds: 99_000), by: worker(nil)).isEmpty)
        #expect(record == before)
    }
}
