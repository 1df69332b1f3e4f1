import Agents
import AgentsTestSupport
import Testing
import Wire

@Suite("The end of an execution")
struct EndTests {
    private let failure = ExecutionFailure(code: .timeout, message: "it took too long")

    @Test("well tells the whole execution with its result, at 100 percent")
    func completed() throws {
        var record = try ExecutionRecord.running()
        try record.apply(.progress(ExecutionProgress(percentage: 30, message: "soon")), .usage(inputTokens: 1, outputTokens: 2, costUSD: 3))
        let events = try record.apply(.complete(output: #"{"a":1}"#), at: 4_500)
        var execution = ExecutionRecord.sample().execution
        execution.status = .completed
        execution.progress = ExecutionProgress(percentage: 100, message: "soon")
        execution.output = #"{"a":1}"#
        (execution.inputTokens, execution.outputTokens, execution.costUSD) = (1, 2, 3)
        execution.startedAtMilliseconds = 2_000
        execution.completedAtMilliseconds = 4_500
        #expect(events == [ExecutionEvent(seq: 4, .completed(execution))])
        #expect(record.execution == execution && execution.durationMilliseconds == 2_500)
    }

    @Test("badly tells the whole execution with its error, and leaves its progress where it was")
    func failed() throws {
        var record = try ExecutionRecord.running()
        try record.apply(.progress(ExecutionProgress(percentage: 30)))
        let events = try record.apply(.fail(failure), at: 4_500)
        #expect(events == [ExecutionEvent(seq: 4, .failed(record.execution))])
        #expect(record.execution.status == .failed && record.execution.error == failure && record.execution.output == nil)
        #expect(record.execution.progress.percentage == 30 && record.execution.completedAtMilliseconds == 4_500)
    }

    @Test("by its owner tells the reason, before the start as well as after", arguments: [ExecutionStatus.pending, .running])
    func cancelled(from status: ExecutionStatus) throws {
        var record = try ExecutionRecord.sample(in: status)
        let seq = record.lastSeq + 1
        let events = try record.apply(.cancel(reason: "enough"), at: 4_500)
        #expect(
            events == [
                ExecutionEvent(
                    seq: seq, .update(ExecutionUpdate(status: .cancelled, attempt: 1, reason: "enough", atMilliseconds: 4_500)))
            ])
        #expect(record.execution.status == .cancelled && record.cancelledSeq == seq && record.execution.completedAtMilliseconds == 4_500)
        #expect(record.execution.durationMilliseconds == (status == .pending ? nil : 2_500))
    }

    @Test("stays what it was when somebody cancels afterwards", arguments: [ExecutionStatus.completed, .failed, .cancelled])
    func cancelledAfterwards(from status: ExecutionStatus) throws {
        var record = try ExecutionRecord.sample(in: status)
        let before = record
        #expect(try record.apply(.cancel(reason: "late")).isEmpty)
        #expect(record == before && record.cancelledSeq == (status == .cancelled ? 3 : nil))
    }

    @Test("finds room, however many events there were")
    func room() throws {
        for end in [ExecutionCommand.complete(output: nil), .fail(failure), .cancel(reason: nil), .requeue(reason: "again")] {
            var record = try ExecutionRecord.running()
            record.lastSeq = ExecutionLimits.events
            #expect(try record.apply(end).map(\.seq) == [ExecutionLimits.events + 1])
        }
    }

    @Test("is the last event, and nothing else is")
    func last() throws {
        var record = try ExecutionRecord.running()
        #expect(try record.apply(.output("x"), .progress(ExecutionProgress())).allSatisfy { !$0.isLast })
        #expect(try record.apply(.requeue(reason: "again")).allSatisfy { !$0.isLast })
        for status in [ExecutionStatus.completed, .failed, .cancelled] {
            var ended = try ExecutionRecord.running()
            let end: ExecutionCommand =
                switch status {
                case .completed: .complete(output: nil)
                case .failed: .fail(failure)
                default: .cancel(reason: nil)
                }
            #expect(try ended.apply(end).map(\.isLast) == [true])
        }
    }
}
