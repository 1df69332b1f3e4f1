import Agents
import AgentsTestSupport
import Wire

@testable import Storage

extension SQLiteStore {
    /// As the store of executions, where chat's helpers have the same names.
    var agents: any ExecutionStore { self }

    /// Makes an execution and starts it, with a worker's lease of the same name if there is one.
    func begin(_ id: String, lease: String? = nil, key: String? = nil, at milliseconds: Int64 = 1_000) async throws {
        try await agents.create(id, key: key, at: milliseconds)
        try await change(id, .start(lease: lease.map { .sample($0) }, model: "m"), at: milliseconds + 1)
    }

    /// An execution and all that happened to it.
    func story(of id: String) async throws -> ExecutionStoryText {
        ExecutionStoryText(record: try await execution(id), events: try await agents.allEvents(of: id))
    }

    /// The ids of a list, by pages of this length.
    func list(_ query: ExecutionQuery) async throws -> [String] {
        var (query, ids) = (query, [String]())
        while true {
            let page = try await executions(query, maximumBytes: 1 << 20)
            ids += page.records.map(\.execution.id)
            guard page.hasMore, let last = page.records.last?.execution else { return ids }
            query.before = ExecutionCursor(createdAtMilliseconds: last.createdAtMilliseconds, id: last.id)
        }
    }
}

/// What is known of one execution, to be compared.
struct ExecutionStoryText: Equatable {
    var record: ExecutionRecord?
    var events: [ExecutionEvent]
}

extension Result where Failure == ExecutionStoreError {
    /// Whether the store could not write.
    var isUnavailable: Bool {
        guard case .failure(.unavailable) = self else { return false }
        return true
    }
}

extension Result<ExecutionOutcome, ExecutionStoreError> {
    /// The `seq` of the events that a change caused; nil when it was none.
    var seqs: [Int64]? {
        guard case .success(.changed(_, let events)) = self else { return nil }
        return events.map(\.seq)
    }
}
