import Agents
import AgentsTestSupport
import GRDB
import Testing
import Wire

@testable import Storage

@Suite("Executions in a file that is opened again")
struct ExecutionOpeningTests {
    private static let half = ExecutionCommand.progress(ExecutionProgress(percentage: 50, message: "half", step: 1, steps: 2))
    private static let changes: [(actor: ExecutionActor, commands: [ExecutionCommand])] = [
        (.server, [.start(lease: .sample("l1"), model: "m")]),
        (.worker(leaseID: "l1", firstSequence: 1), [half, .output("a"), .usage(inputTokens: 1, outputTokens: 2, costUSD: 0.1)]),
        (.server, [.requeue(reason: "lost")]),
        (.server, [.start(lease: .sample("l2", worker: "w2"), model: nil)]),
        (.worker(leaseID: "l2", firstSequence: nil), [.renew(expiresAtMilliseconds: 77_000)]),
        (.worker(leaseID: "l2", firstSequence: 1), [.output("b"), half]),
        (.worker(leaseID: "l2", firstSequence: 2), [half, .output("c")]),
        (.worker(leaseID: "l2", firstSequence: 4), [.complete(output: #"{"done":true}"#)]),
    ]

    @Test("each change goes on from where the one before left the file")
    func reopening() async throws {
        let folder = try StoreFolder()
        var expected = ExecutionRecord.sample("e1", labels: [ExecutionLabel(name: "env", value: "test")])
        var events = [expected.creation]
        var store = try folder.open()
        try await store.perform(.create(expected, idempotencyKey: "k"))
        for (index, step) in Self.changes.enumerated() {
            await store.close()
            store = try folder.open()
            let change = ExecutionChange("e1", by: step.actor, step.commands, atMilliseconds: 2_000 + Int64(index))
            let caused = try expected.apply(change)
            events += caused
            #expect(try await store.perform(.change(change)) == .changed(expected, events: caused))
            #expect(try await store.story(of: "e1") == ExecutionStoryText(record: expected, events: events))
        }
        #expect(events.count == 10 && expected.execution.status == .completed)
        #expect(try await store.perform(.create(.sample("e2"), idempotencyKey: "k")) == .repeated(expected))
        await store.close()
    }

    @Test("what was acknowledged before a kill is there after it, and a worker's resent reports count once")
    func kill() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        try await store.begin("e1", lease: "l1", key: "k")
        for sequence in Int64(1)...12 {
            let actor = ExecutionActor.worker(leaseID: "l1", firstSequence: sequence)
            try await store.change("e1", by: actor, .output("\(sequence)"))
            guard sequence % 4 == 0 else { continue }
            let killed = try folder.copyAsAfterKill()
            let again = try killed.open()
            let story = try await again.story(of: "e1")
            #expect(try await story == store.story(of: "e1"))
            #expect(story.events.count == Int(sequence) + 2)
            let record = try #require(story.record)
            #expect(try await again.change("e1", by: actor, .output("\(sequence)")) == .changed(record, events: []))
            #expect(try await again.perform(.create(.sample("e2"), idempotencyKey: "k")) == .repeated(record))
            #expect(try await again.openExecutions(after: nil, limit: 9).map(\.lease) == [record.lease])
            await again.close()
        }
        await store.close()
    }

    @Test("a file of version 2 gets the tables of executions and keeps its messages")
    func version2() async throws {
        let folder = try StoreFolder()
        let old = try DatabaseQueue(path: folder.databasePath)
        try Schema.migrator.migrate(old, upTo: "2")
        try await old.write { database in
            try database.execute(
                sql: """
                    INSERT INTO conversations VALUES (7, 'room', 'Old room', 'private', 'ada', 1000, NULL);
                    INSERT INTO activity VALUES (7, 0, 1000, 0);
                    INSERT INTO messages VALUES
                        (1, 7, 1, 'm1', 'user', 'ada', 'Ada', 'old text', 2000, 'c1', NULL, 'complete', 0, 0, NULL, NULL);
                    """)
        }
        try old.close()
        let store = try folder.open()
        #expect(try await store.everything(in: "room") == ["1 old text"])
        #expect(try await store.openExecutions(after: nil, limit: 10).isEmpty)
        try await store.begin("e1")
        #expect(try await store.execution("e1")?.execution.status == .running)
        await store.close()
        let again = try folder.open()
        #expect(try await again.agents.allEvents(of: "e1").map(\.seq) == [1, 2])
        #expect(try await again.everything(in: "room") == ["1 old text"])
        await again.close()
    }

    @Test("closing commits the changes that wait, then refuses, and reading says that the store is closed")
    func closing() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        let results = await BatchGate(store).performInOneTransaction([], [.create(.sample("e1"), idempotencyKey: nil)])
        #expect(results.executions == [.success(.created(.sample("e1")))])
        await store.close()
        await #expect(throws: ExecutionStoreError.closed) { try await store.agents.create("e2") }
        await #expect(throws: ExecutionStoreError.closed) { try await store.execution("e1") }
        await #expect(throws: ExecutionStoreError.closed) { try await store.agents.allEvents(of: "e1") }
    }
}
