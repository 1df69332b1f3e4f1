import GRDB
import Testing

@testable import Storage

@Suite("The plans of the statements")
struct QueryPlanTests {
    /// Walk one row, or what was running when the process ended.
    private static let wholeTables: Set<String> = [
        ReadStatement.openAnswers.rawValue, WriteStatement.setIndexed.rawValue, WriteStatement.setSearchable.rawValue,
        WriteStatement.emptyProbes.rawValue,
    ]

    private static let statements =
        (ReadStatement.allCases.map(\.rawValue) + WriteStatement.allCases.map(\.rawValue) + [ExecutionSelect.byID]
        + ExecutionStatement.allCases.map(\.rawValue)).filter { !wholeTables.contains($0) }

    @Test("a list of executions, whatever it is filtered by, is read from its index in its order", arguments: ExecutionListTests.statements)
    func list(_ statement: String) async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        let plan = try store.plan(of: statement)
        let first = try #require(plan.first)
        #expect(first.hasPrefix("SEARCH executions USING INDEX executions_") && first.contains("created_at"), "\(first)")
        #expect(plan.dropFirst().allSatisfy { $0.hasPrefix("SEARCH") && $0.contains("USING INTEGER PRIMARY KEY") }, "\(plan)")
        await store.close()
    }

    @Test("no statement walks a table or sorts", arguments: statements)
    func plan(_ statement: String) async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        for line in try store.plan(of: statement) {
            // A search in the index of words is called a scan of its virtual table.
            #expect(!line.hasPrefix("SCAN") || line.contains("VIRTUAL TABLE INDEX"), "\(line)")
            #expect(!line.contains("TEMP B-TREE") && !line.contains("AUTOMATIC"), "\(line)")
        }
        await store.close()
    }

    @Test("a search by words goes from the latest on, and what is looked up by its key is looked up by its key")
    func details() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        // 192 is FTS5's mark for the order by rowid, descending: it needs no sorting.
        #expect(try store.plan(of: ReadStatement.search.rawValue) == ["SCAN words VIRTUAL TABLE INDEX 192:M1<"])
        #expect(
            try store.plan(of: ReadStatement.ownActivities.rawValue) == [
                "SEARCH participants USING COVERING INDEX participants_by_user (user_id=?)",
                "SEARCH activity USING INTEGER PRIMARY KEY (rowid=?)",
            ])
        #expect(
            try store.plan(of: ReadStatement.messagePosition.rawValue) == [
                "SEARCH messages USING INDEX messages_by_id (id=? AND kind=?)"
            ])
        #expect(
            try store.plan(of: ReadStatement.quiet.rawValue) == [
                "SEARCH quiet USING PRIMARY KEY (conversation=? AND first_seq<?)"
            ])
        await store.close()
    }
}

extension SQLiteStore {
    /// The lines of `EXPLAIN QUERY PLAN`.
    fileprivate func plan(of statement: String) throws -> [String] {
        try pool.writeWithoutTransaction { database in
            let explained = try PreparedStatement(database, "EXPLAIN QUERY PLAN \(statement)")
            defer { explained.reset() }
            var lines: [String] = []
            while try explained.step() {
                lines.append(explained.text(3))
            }
            return lines
        }
    }
}
