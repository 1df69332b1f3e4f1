import Agents
import AgentsTestSupport
import ChatTestSupport
import Testing
import Wire

/// Seeded, so that a failure comes again.
@Suite("An execution that many want to change at once")
struct RandomisedExecutionTests {
    /// What a run came across; a randomised test that never gets anywhere proves nothing.
    private struct Coverage {
        var ends: [ExecutionStatus: Int] = [:]
        var refusals: [String: Int] = [:]
        var passedOver = 0
        var requeues = 0
    }

    @Test("does what the protocol says, change by change", arguments: [1, 2, 3, 4] as [UInt64])
    func oracle(_ seed: UInt64) throws {
        var coverage = Coverage()
        for life in 0..<60 as Range<UInt64> {
            try live(seed: seed << 32 | life, lines: life % 5 == 0 ? ExecutionLimits.events - 8 : 1, &coverage)
        }
        #expect(coverage.ends.keys.count == 3 && coverage.ends.values.allSatisfy { $0 >= 3 }, "\(coverage)")
        #expect(coverage.refusals.keys.sorted() == ["impossible", "staleHold", "tooManyEvents", "tooMuchOutput", "wrongSequence"])
        #expect(coverage.refusals.values.allSatisfy { $0 >= 3 } && coverage.passedOver > 30 && coverage.requeues > 30, "\(coverage)")
    }

    private func live(seed: UInt64, lines: Int64, _ coverage: inout Coverage) throws {
        var record = ExecutionRecord.sample()
        record.lastSeq = lines
        record.outputBytes = seed % 3 == 1 ? ExecutionLimits.outputBytes - 5 : 0
        var expected = ExpectedExecution(lines: lines, pieceBytes: record.outputBytes)
        var witness = EventWitness(after: lines)
        var script = ExecutionScript(seed: seed)
        var steps = 0
        var stepsAfterTheEnd = 0
        while stepsAfterTheEnd < 25, steps < 400 {
            let change = script.next()
            let outcome = Self.apply(change, to: &record)
            let prediction = expected.expect(change)
            try #require(outcome.map { $0.map(\.line) } == prediction, "seed \(seed), step \(steps), \(change)")
            try #require(expected.agrees(with: record), "seed \(seed), step \(steps), \(change): \(record)")
            for event in (try? outcome.get()) ?? [] {
                try #require(witness.hear(event) == nil, "seed \(seed), step \(steps)")
            }
            note(change, outcome, record, &coverage)
            script.learn(from: record)
            steps += 1
            stepsAfterTheEnd += record.execution.status.isFinal ? 1 : 0
        }
        #expect(witness.isOver == record.execution.status.isFinal)
        if record.execution.status.isFinal { coverage.ends[record.execution.status, default: 0] += 1 }
    }

    private static func apply(_ change: ExecutionChange, to record: inout ExecutionRecord) -> Result<[ExecutionEvent], ExecutionRefusal> {
        do throws(ExecutionRefusal) {
            return .success(try record.apply(change))
        } catch {
            return .failure(error)
        }
    }

    private func note(
        _ change: ExecutionChange, _ outcome: Result<[ExecutionEvent], ExecutionRefusal>, _ record: ExecutionRecord,
        _ coverage: inout Coverage
    ) {
        switch outcome {
        case .failure(let refusal):
            coverage.refusals[String("\(refusal)".prefix { $0 != "(" }), default: 0] += 1
        case .success(let events):
            if case .worker(_, .some) = change.actor, events.isEmpty, change.commands.count > 2 { coverage.passedOver += 1 }
            coverage.requeues += events.filter { $0.line.contains(" pending ") }.count
        }
    }
}

extension ExpectedExecution {
    /// Whether a record says the same.
    func agrees(with record: ExecutionRecord) -> Bool {
        let execution = record.execution
        return execution.status == status && execution.attempt == attempt && record.lastSeq == lines
            && execution.progress.percentage == percentage && record.outputCount == pieces && record.outputBytes == pieceBytes
            && execution.totalTokens == tokens && execution.costUSD == cost && record.cancelledSeq == cancelledLine
            && record.lease == lease && record.workerSequence == taken && (execution.completedAtMilliseconds != nil) == status.isFinal
            && (execution.error != nil) == (status == .failed)
    }
}
