import Agents
import AgentsTestSupport
import Testing
import Wire

@Suite("The start of an execution")
struct StartTests {
    @Test("by the built-in runner makes it run, with the runner's model and nobody's name")
    func builtIn() throws {
        var record = ExecutionRecord.sample()
        let events = try record.apply(.start(lease: nil, model: "m-1"), at: 2_000)
        #expect(events == [ExecutionEvent(seq: 2, .update(ExecutionUpdate(status: .running, attempt: 1, atMilliseconds: 2_000)))])
        #expect(record.execution.status == .running && record.execution.model == "m-1" && record.lease == nil)
        #expect(record.execution.startedAtMilliseconds == 2_000 && record.execution.completedAtMilliseconds == nil)
        #expect(record.lastSeq == 2)
    }

    @Test("by a worker tells the worker's name and keeps its lease")
    func worker() throws {
        var record = ExecutionRecord.sample(model: "declared")
        let events = try record.apply(.start(lease: .sample(), model: nil))
        #expect(
            events == [
                ExecutionEvent(seq: 2, .update(ExecutionUpdate(status: .running, attempt: 1, worker: "w", atMilliseconds: 2_000)))
            ])
        #expect(record.lease == .sample() && record.workerSequence == 0 && record.execution.model == "declared")
    }

    @Test("is refused unless it waits", arguments: ExecutionStatus.allCases)
    func impossible(from status: ExecutionStatus) throws {
        var record = try ExecutionRecord.sample(in: status)
        let expected = status == .pending ? nil : ExecutionRefusal.impossible(from: status)
        #expect(record.refusal(of: .start(lease: nil, model: nil)) == expected)
    }

    @Test("finds room, however many events there were: it would wait for ever without it")
    func room() throws {
        var record = try ExecutionRecord.running()
        record.lastSeq = ExecutionLimits.events
        try record.apply(.requeue(reason: "again"))
        let events = try record.apply(.start(lease: nil, model: nil))
        #expect(events.map(\.seq) == [ExecutionLimits.events + 2])
    }
}
