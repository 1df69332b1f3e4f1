import Agents
import AgentsTestSupport
import Testing
import Wire

@Suite("While an execution runs")
struct WorkTests {
    @Test("its progress is told as it is and never goes back; the message and the steps are taken all the same")
    func progress() throws {
        var record = try ExecutionRecord.running()
        let told: [(given: ExecutionProgress, told: ExecutionProgress)] = [
            (
                ExecutionProgress(percentage: 40, message: "read", step: 1, steps: 3),
                ExecutionProgress(percentage: 40, message: "read", step: 1, steps: 3)
            ),
            (ExecutionProgress(percentage: 10, message: "write", step: 2), ExecutionProgress(percentage: 40, message: "write", step: 2)),
            (ExecutionProgress(percentage: 41.5), ExecutionProgress(percentage: 41.5)),
            (ExecutionProgress(percentage: -1), ExecutionProgress(percentage: 41.5)),
            (ExecutionProgress(percentage: .nan, message: "?"), ExecutionProgress(percentage: 41.5, message: "?")),
            (ExecutionProgress(percentage: .infinity), ExecutionProgress(percentage: 100)),
            (ExecutionProgress(percentage: -.infinity), ExecutionProgress(percentage: 100)),
        ]
        for (index, entry) in told.enumerated() {
            #expect(try record.apply(.progress(entry.given)) == [ExecutionEvent(seq: Int64(index) + 3, .progress(entry.told))])
            #expect(record.execution.progress == entry.told)
        }
    }

    @Test("its output is told piece by piece, counted from 0, and an empty piece is none")
    func output() throws {
        var record = try ExecutionRecord.running()
        #expect(
            try record.apply(.output("é"), .output(""), .output("b")) == [
                ExecutionEvent(seq: 3, .output(index: 0, delta: "é")), ExecutionEvent(seq: 4, .output(index: 1, delta: "b")),
            ])
        #expect(record.outputCount == 2 && record.outputBytes == 3 && record.execution.output == nil)
    }

    @Test("what it spends is added up without an event; what is negative or no number counts as nothing")
    func usage() throws {
        var record = try ExecutionRecord.running()
        for (input, output, cost) in [(3, 2, 0.25), (-5, 1, -1), (1, -1, .nan), (0, 0, 0.5)] {
            #expect(try record.apply(.usage(inputTokens: input, outputTokens: output, costUSD: cost)).isEmpty)
        }
        #expect(record.execution.inputTokens == 4 && record.execution.outputTokens == 3 && record.execution.costUSD == 0.75)
        #expect(record.lastSeq == 2)
    }

    @Test("sums stop at the largest number")
    func saturation() throws {
        var record = try ExecutionRecord.running()
        try record.apply(.usage(inputTokens: .max, outputTokens: .max - 1, costUSD: .greatestFiniteMagnitude))
        try record.apply(.usage(inputTokens: 1, outputTokens: 5, costUSD: .infinity))
        #expect(record.execution.inputTokens == .max && record.execution.outputTokens == .max && record.execution.totalTokens == .max)
        #expect(record.execution.costUSD == .greatestFiniteMagnitude)
        record.lastSeq = .max
        let events = try record.apply(.cancel(reason: nil), at: .min)
        #expect(events.map(\.seq) == [.max] && record.execution.durationMilliseconds == 0)
        record.execution.startedAtMilliseconds = .min
        record.execution.completedAtMilliseconds = .max
        #expect(record.execution.durationMilliseconds == .max)
    }

    @Test("what only somebody who runs it can tell is refused in any other state", arguments: ExecutionStatus.allCases)
    func impossible(in status: ExecutionStatus) throws {
        let commands: [ExecutionCommand] = [
            .progress(ExecutionProgress()), .output("x"), .output(""), .usage(inputTokens: 0, outputTokens: 0, costUSD: 0),
            .complete(output: nil), .fail(ExecutionFailure(code: .internal, message: "")), .requeue(reason: ""),
        ]
        for command in commands {
            var record = try ExecutionRecord.sample(in: status)
            #expect(record.refusal(of: command) == (status == .running ? nil : .impossible(from: status)))
        }
    }

    @Test("the event after the last one for which there is room is refused, and so is what came with it")
    func events() throws {
        var record = try ExecutionRecord.running()
        record.lastSeq = ExecutionLimits.events - 1
        #expect(record.refusal(of: .output("a"), .output("b")) == .tooManyEvents)
        try record.apply(.output("a"))
        #expect(record.lastSeq == ExecutionLimits.events)
        #expect(record.refusal(of: .output("b")) == .tooManyEvents)
        #expect(record.refusal(of: .progress(ExecutionProgress())) == .tooManyEvents)
        #expect(record.refusal(of: .usage(inputTokens: 1, outputTokens: 1, costUSD: 1), .renew(expiresAtMilliseconds: 1)) == nil)
    }

    @Test("output has room for its last byte and none for one more")
    func outputBytes() throws {
        var record = try ExecutionRecord.running()
        let quarter = String(repeating: "x", count: ExecutionLimits.outputBytes / 4)
        try record.apply(.output(quarter), .output(quarter), .output(quarter))
        #expect(record.refusal(of: .output(quarter + "x")) == .tooMuchOutput)
        try record.apply(.output(quarter))
        #expect(record.outputBytes == ExecutionLimits.outputBytes)
        #expect(record.refusal(of: .output("x")) == .tooMuchOutput)
        record.outputBytes = .max
        #expect(record.refusal(of: .output("x")) == .tooMuchOutput)
        try record.apply(.requeue(reason: "again"), .start(lease: nil, model: nil), .output(quarter))
    }

    @Test("a change is one: when its last command is refused, nothing of it happened")
    func allOrNothing() throws {
        var record = try ExecutionRecord.running()
        #expect(
            record.refusal(
                of: .progress(ExecutionProgress(percentage: 5)), .output("x"), .usage(inputTokens: 1, outputTokens: 1, costUSD: 1),
                .complete(output: "1"), .output("y")) == .impossible(from: .completed))
        #expect(try record.apply().isEmpty)
    }
}
