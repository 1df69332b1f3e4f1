import Agents
import AgentsTestSupport
import Testing
import Wire

@testable import Storage

@Suite("Long executions that are deleted", .timeLimit(.minutes(1)))
struct ExecutionErasureTests {
    private static let secret = "something that was said"

    /// An execution that is over, with many events.
    private func long(_ id: String, key: String? = nil, in store: SQLiteStore) async throws {
        try await store.begin(id, key: key)
        let pieces = Array(repeating: ExecutionCommand.output(Self.secret), count: 999)
        for _ in 1...3 {
            try await store.perform(.change(ExecutionChange(id, by: .runner(attempt: 1), pieces, atMilliseconds: 3_000)))
        }
        try await store.change(id, .complete(output: nil))
    }

    /// The events that are left of executions that are not there.
    private func leftovers(_ store: SQLiteStore) throws -> Int {
        try store.fromWriter(
            "SELECT count(*) FROM execution_events WHERE position >> 20 NOT IN (SELECT key FROM executions)", as: Int.self) ?? 0
    }

    private func untilErased(_ store: SQLiteStore) async throws {
        while try leftovers(store) > 0 { await Task.yield() }
    }

    @Test("one is gone for everybody at once, with its key, and its events soon after")
    func gone() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        try await long("e1", key: "k", in: store)
        try await store.begin("e2")
        guard case .deleted(let record) = try await store.perform(.delete(executionID: "e1")) else {
            Issue.record("not deleted")
            return
        }
        #expect(record.lastSeq == 3_000)
        #expect(try await store.execution("e1") == nil)
        #expect(try await store.agents.allEvents(of: "e1").isEmpty)
        #expect(try await store.agents.execution(of: "ada", idempotencyKey: "k") == nil)
        #expect(try await store.list(ExecutionQuery(userID: "ada", limit: 10)) == ["e2"])
        #expect(try await store.perform(.delete(executionID: "e1")) == .noExecution)
        try await untilErased(store)
        #expect(try await store.story(of: "e2").events.count == 2)
        #expect(try store.fromWriter("SELECT count(*) FROM execution_leftovers", as: Int.self) == 0)
        await store.close()
    }

    @Test("new ones never get events of those that are being erased, though theirs was the largest key")
    func newKeys() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        try await long("e1", in: store)
        try await store.perform(.delete(executionID: "e1"))
        for index in 2...4 { try await store.begin("e\(index)") }
        for index in 2...4 { #expect(try await store.agents.allEvents(of: "e\(index)").map(\.seq) == [1, 2]) }
        try await untilErased(store)
        for index in 2...4 { #expect(try await store.agents.allEvents(of: "e\(index)").map(\.seq) == [1, 2]) }
        await store.close()
    }

    @Test("a start goes on with what was not erased before a kill; nothing of it is visible meanwhile")
    func restart() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        // Nothing is erased while this stands.
        try store.onWriter(
            "CREATE TEMP TRIGGER fault BEFORE DELETE ON execution_events BEGIN SELECT RAISE(ABORT, 'fault'); END")
        try await long("e1", key: "k", in: store)
        try await long("e2", in: store)
        for id in ["e1", "e2"] { try await store.perform(.delete(executionID: id)) }
        #expect(try leftovers(store) == 6_000)
        let killed = try folder.copyAsAfterKill()
        await store.close()
        let again = try killed.open()
        for id in ["e1", "e2"] {
            #expect(try await again.execution(id) == nil)
            #expect(try await again.agents.allEvents(of: id).isEmpty)
        }
        try await again.begin("e3", key: "k")
        try await untilErased(again)
        #expect(try await again.agents.allEvents(of: "e3").map(\.seq) == [1, 2])
        #expect(try await again.list(ExecutionQuery(userID: "ada", limit: 10)) == ["e3"])
        await again.close()
        let last = try killed.open()
        #expect(try await last.agents.allEvents(of: "e3").map(\.seq) == [1, 2])
        await last.close()
    }

    @Test("others write while many events are erased, a piece at a time")
    func pieces() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        try await long("e1", in: store)
        try await store.begin("e2")
        try await store.perform(.delete(executionID: "e1"))
        var seen: Set<Int> = []
        while true {
            let left = try leftovers(store)
            seen.insert(left)
            guard left > 0 else { break }
            try await store.change("e2", by: .runner(attempt: 1), .output("x"))
        }
        #expect(seen.isSubset(of: [3_000, 2_500, 2_000, 1_500, 1_000, 500, 0]))
        await store.close()
    }

    /// An execution that is over, with pieces of output as large as may be between its two first events and its last.
    private func large(_ id: String, pieces: Int, in store: SQLiteStore) async throws {
        try await store.begin(id)
        let piece = ExecutionCommand.output(String(repeating: "x", count: ExecutionLimits.deltaBytes))
        for first in stride(from: 0, to: pieces, by: 32) {
            let some = Array(repeating: piece, count: min(32, pieces - first))
            try await store.perform(.change(ExecutionChange(id, by: .runner(attempt: 1), some, atMilliseconds: 3_000)))
        }
        try await store.change(id, .complete(output: nil))
    }

    @Test("a piece has fewer events where these are large")
    func largePieces() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        for change in ["INSERT", "UPDATE"] {
            try store.onWriter(
                """
                CREATE TEMP TABLE IF NOT EXISTS left_after_each (last_seq);
                CREATE TEMP TRIGGER note_\(change) AFTER \(change) ON execution_leftovers
                BEGIN INSERT INTO left_after_each VALUES (new.last_seq); END
                """)
        }
        try await large("e1", pieces: 150, in: store)
        try await store.perform(.delete(executionID: "e1"))
        try await untilErased(store)
        // 64 of 64 KiB are 4 MiB; the first piece has the end, which is small, too.
        let left = try store.fromWriter("SELECT group_concat(last_seq) FROM left_after_each", as: String.self)
        #expect(left == "153,88,24")
        #expect(try store.fromWriter("SELECT count(*) FROM execution_leftovers", as: Int.self) == 0)
        await store.close()
    }

    @Test("what is one piece is erased with its execution, even if it is large")
    func onePiece() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        try await large("e1", pieces: 64, in: store)
        try await store.perform(.delete(executionID: "e1"))
        #expect(try leftovers(store) == 0)
        #expect(try store.fromWriter("SELECT count(*) FROM execution_leftovers", as: Int.self) == 0)
        await store.close()
    }
}
