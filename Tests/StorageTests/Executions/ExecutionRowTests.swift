import Agents
import AgentsTestSupport
import Chat
import Testing
import Wire

@testable import Storage

@Suite("The rows of executions")
struct ExecutionRowTests {
    @Test("an event is what its row makes of it again")
    func events() throws {
        let contents: [ExecutionEvent.Content] =
            ExecutionStatus.allCases.map {
                .update(ExecutionUpdate(status: $0, attempt: 3, worker: "w", reason: "r", atMilliseconds: 5))
            } + [
                .update(ExecutionUpdate(status: .pending, attempt: 1, atMilliseconds: .min)),
                .progress(ExecutionProgress(percentage: 12.5, message: "m", step: 1, steps: 2)), .progress(ExecutionProgress()),
                .output(index: 7, delta: "\u{0}é"),
            ]
        for content in contents {
            let row = ExecutionEventRow(content)
            #expect(ExecutionEventKind(code: row.kind.code) == row.kind)
            let again = try row.content { () throws(SQLiteFailure) in throw SQLiteFailure(corrupt: "nobody asks for it") }
            #expect(again == content)
        }
        let execution = ExecutionRecord.sample("e1").execution
        for end in [ExecutionEvent.Content.completed(execution), .failed(execution)] {
            #expect(try ExecutionEventRow(end).content { () throws(SQLiteFailure) in execution } == end)
        }
        #expect(ExecutionEventKind(code: 5) == nil && ExecutionEventKind(code: 20) == nil && ExecutionEventKind(code: -1) == nil)
    }

    @Test("any label comes back, and what is no list of labels is refused")
    func labels() throws {
        let labels = [("env", "test"), ("a", ""), ("", "3:x"), ("é", "\u{0}\n\u{1F600}")].map { ExecutionLabel(name: $0.0, value: $0.1) }
        #expect(LabelText.text(labels) == "3:env4:test1:a0:0:3:3:x2:é6:\u{0}\n\u{1F600}")
        #expect(try LabelText.labels(LabelText.text(labels)) == labels)
        #expect(LabelText.text([]) == nil)
        #expect(try LabelText.labels(nil).isEmpty)
        for bad in ["x", "3:en", "-1:", "1:a", "1:a2:b", "99999999999999999999:a", "1:é1:x", "3env", ":"] {
            #expect(throws: SQLiteFailure.self) { try LabelText.labels(bad) }
        }
    }

    @Test("a place holds an execution's key and a seq, and refuses what does not fit")
    func places() throws {
        let place = try ExecutionEventPlace(execution: 5, seq: 100_201)
        #expect(place.position == 5 * 1_048_576 + 100_201 && place.seq == 100_201)
        #expect(ExecutionLimits.events + 2 * Int64(ExecutionLimits.attempts) + 2 < 1 << ExecutionEventPlace.seqBits)
        for (key, seq) in [(Int64(1), Int64(1 << 20)), (1 << 43, 1), (-1, 1), (1, -1)] {
            #expect(throws: SQLiteFailure.self) { try ExecutionEventPlace(execution: key, seq: seq) }
        }
    }

    @Test("an event changes two rows, of which neither holds what the execution was asked")
    func cost() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        try await store.begin("e1", lease: "l1")
        func changes() throws -> Int { try store.fromWriter("SELECT total_changes()") ?? 0 }
        let before = try changes()
        try await store.change("e1", .progress(ExecutionProgress(percentage: 1, message: "one")))
        #expect(try changes() == before + 2)
        try await store.change("e1", .output("a"), .output("b"), .output("c"), .usage(inputTokens: 1, outputTokens: 1, costUSD: 1))
        #expect(try changes() == before + 6)
        try await store.change("e1", by: .worker(leaseID: "l1", firstSequence: nil), .renew(expiresAtMilliseconds: 99))
        #expect(try changes() == before + 7)
        // What changes nothing writes nothing.
        try await store.change("e1", by: .worker(leaseID: "l1", firstSequence: nil), .renew(expiresAtMilliseconds: 99))
        #expect(try changes() == before + 7)
        await store.close()
    }

    @Test(
        "rows that this store does not write make reading fail, not the process",
        arguments: [
            "UPDATE executions SET status = 9", "UPDATE execution_events SET kind = 9 WHERE kind = 1",
            "DELETE FROM execution_events WHERE kind = 1", "UPDATE execution_inputs SET labels = 'x'",
            "INSERT INTO execution_ends VALUES (1, NULL, 'nonsense', '')",
        ])
    func damage(_ sql: String) async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        try await store.begin("e1")
        try store.onWriter(sql)
        await #expect(throws: ExecutionStoreError.self) {
            _ = try await store.execution("e1")
            _ = try await store.agents.allEvents(of: "e1")
        }
        await store.close()
    }
}
