import Agents
import Chat
import GRDB

extension SQLiteStore: ExecutionStore {
    public func enqueue(_ write: ExecutionWrite) {
        guard let refusal = queue.submit(write) else { return }
        if refusal == .overloaded { metrics.failed(.queue) }
        write.completion(.failure(ExecutionStoreError(refusal)))
    }

    public func execution(_ id: String) async throws(ExecutionStoreError) -> ExecutionRecord? {
        try await readExecutions { database in try ExecutionReader(database).execution(id) }
    }

    public func execution(of userID: String, idempotencyKey: String) async throws(ExecutionStoreError) -> ExecutionRecord? {
        try await readExecutions { database in try ExecutionReader(database).execution(of: userID, idempotencyKey: idempotencyKey) }
    }

    public func executions(
        _ query: ExecutionQuery, maximumBytes: Int
    ) async throws(ExecutionStoreError) -> ExecutionRecordPage {
        try await readExecutions { database in try ExecutionReader(database).page(query, maximumBytes: maximumBytes) }
    }

    public func events(
        of id: String, after: Int64, limit: Int, maximumBytes: Int
    ) async throws(ExecutionStoreError) -> ExecutionEventPage {
        try await readExecutions { database in
            guard let reader = try ExecutionEventReader(database, execution: id) else {
                return ExecutionEventPage(events: [], lastSeq: 0)
            }
            return try reader.page(after: after, limit: limit, maximumBytes: maximumBytes)
        }
    }

    public func openExecutions(after: String?, limit: Int) async throws(ExecutionStoreError) -> [OpenExecution] {
        try await readExecutions { database in try ExecutionReader(database).open(after: after, limit: limit) }
    }

    private func readExecutions<T: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> T
    ) async throws(ExecutionStoreError) -> T {
        do throws(StoreError) {
            return try await read(body)
        } catch {
            throw ExecutionStoreError(error)
        }
    }
}

extension ExecutionStoreError {
    /// The same in the words of `Agents`.
    init(_ error: StoreError) {
        switch error {
        case .overloaded: self = .overloaded
        case .unavailable(let reason): self = .unavailable(reason)
        case .closed: self = .closed
        }
    }
}
