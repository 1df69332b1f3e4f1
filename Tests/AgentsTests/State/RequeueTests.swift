import Agents
import AgentsTestSupport
import Testing
import Wire

@Suite("An execution that begins again")
struct RequeueTests {
    @Test("waits as the next attempt, with nothing of the old one but what it cost")
    func requeue() throws {
        var record = try ExecutionRecord.running(.sample())
        try record.apply(
            .progress(ExecutionProgress(percentage: 80, message: "nearly", step: 2, steps: 3)), .output("x"),
            .usage(inputTokens: 5, outputTokens: 6, costUSD: 0.5), by: .worker(leaseID: "lease-1", firstSequence: 1))
        let events = try record.apply(.requeue(reason: "its worker was silent"), at: 5_000)
        #expect(
            events == [
                ExecutionEvent(
                    seq: 5, .update(ExecutionUpdate(status: .pending, attempt: 2, reason: "its worker was silent", atMilliseconds: 5_000)))
            ])
        var expected = ExecutionRecord.sample()
        expected.execution.attempt = 2
        (expected.execution.inputTokens, expected.execution.outputTokens, expected.execution.costUSD) = (5, 6, 0.5)
        expected.lastSeq = 5
        #expect(record == expected)
    }

    @Test("counts its progress and its output from the beginning")
    func secondAttempt() throws {
        var record = try ExecutionRecord.running()
        try record.apply(.progress(ExecutionProgress(percentage: 80)), .output("old"), .requeue(reason: "again"))
        let events = try record.apply(
            .start(lease: nil, model: "m-2"), .progress(ExecutionProgress(percentage: 10)), .output("new"), .complete(output: nil),
            at: 6_000)
        #expect(
            events.prefix(3) == [
                ExecutionEvent(seq: 6, .update(ExecutionUpdate(status: .running, attempt: 2, atMilliseconds: 6_000))),
                ExecutionEvent(seq: 7, .progress(ExecutionProgress(percentage: 10))),
                ExecutionEvent(seq: 8, .output(index: 0, delta: "new")),
            ])
        #expect(record.execution.durationMilliseconds == 0 && record.execution.model == "m-2")
    }

    @Test("too often fails instead")
    func tooOften() throws {
        var record = try ExecutionRecord.running()
        for attempt in 2...ExecutionLimits.attempts {
            try record.apply(.requeue(reason: "again"), .start(lease: nil, model: nil))
            #expect(record.execution.attempt == attempt)
        }
        let events = try record.apply(.requeue(reason: "its worker was silent"))
        #expect(record.execution.error == ExecutionFailure(code: .interrupted, message: "its worker was silent"))
        #expect(events == [ExecutionEvent(seq: record.lastSeq, .failed(record.execution))])
        #expect(record.execution.attempt == ExecutionLimits.attempts && record.execution.status == .failed)
    }
}
