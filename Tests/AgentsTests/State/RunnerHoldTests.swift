import Agents
import AgentsTestSupport
import Testing
import Wire

@Suite("The built-in runner")
struct RunnerHoldTests {
    @Test("may report on the attempt that it began")
    func current() throws {
        var record = try ExecutionRecord.running()
        #expect(try record.apply(.output("x"), .complete(output: "1"), by: .runner(attempt: 1)).count == 2)
        #expect(record.workerSequence == 0)
    }

    @Test("may not report on another attempt, on one that a worker holds, or on one that does not run")
    func stale() throws {
        var record = try ExecutionRecord.running()
        for attempt in [0, 2, .max, .min] {
            #expect(record.refusal(of: .output("x"), by: .runner(attempt: attempt)) == .staleHold)
        }
        try record.apply(.requeue(reason: "again"))
        #expect(record.refusal(of: .output("x"), by: .runner(attempt: 1)) == .staleHold)
        #expect(record.refusal(of: .output("x"), by: .runner(attempt: 2)) == .staleHold)
        try record.apply(.start(lease: .sample(), model: nil))
        #expect(record.refusal(of: .output("x"), by: .runner(attempt: 2)) == .staleHold)
        for status in [ExecutionStatus.pending, .completed, .failed, .cancelled] {
            var other = try ExecutionRecord.sample(in: status)
            #expect(other.refusal(of: .output("x"), by: .runner(attempt: 1)) == .staleHold)
            #expect(other.refusal(by: .runner(attempt: 1)) == .staleHold)
        }
    }

    @Test("may say after its attempt what that has spent, which causes no event", arguments: [ExecutionStatus.cancelled, .failed])
    func late(_ status: ExecutionStatus) throws {
        var record = try ExecutionRecord.running()
        try record.apply(status == .failed ? .fail(ExecutionFailure(code: .timeout, message: "")) : .cancel(reason: nil))
        #expect(try record.apply(.usage(inputTokens: 3, outputTokens: 4, costUSD: 0.5), by: .runner(attempt: 1)).isEmpty)
        #expect(record.execution.totalTokens == 7 && record.execution.costUSD == 0.5 && record.lastSeq == 3)
        for attempt in [0, 2] {
            #expect(record.refusal(of: .usage(inputTokens: 1, outputTokens: 0, costUSD: 0), by: .runner(attempt: attempt)) == .staleHold)
        }
        #expect(
            record.refusal(of: .usage(inputTokens: 1, outputTokens: 0, costUSD: 0), .output("x"), by: .runner(attempt: 1)) == .staleHold)
    }

    @Test("may say so of an attempt that was put back, too; never of one that a worker had")
    func lateAfterRequeue() throws {
        var record = try ExecutionRecord.running()
        try record.apply(.requeue(reason: "stopped"))
        #expect(record.refusal(of: .usage(inputTokens: 1, outputTokens: 0, costUSD: 0), by: .runner(attempt: 2)) == .staleHold)
        #expect(try record.apply(.usage(inputTokens: 3, outputTokens: 4, costUSD: 0.5), by: .runner(attempt: 1)).isEmpty)
        #expect(record.execution.totalTokens == 7 && record.execution.status == .pending)
        var held = try ExecutionRecord.running(.sample())
        try held.apply(.cancel(reason: nil))
        #expect(held.refusal(of: .usage(inputTokens: 1, outputTokens: 0, costUSD: 0), by: .runner(attempt: 1)) == .staleHold)
    }
}
