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
}
