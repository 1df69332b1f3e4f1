import Agents
import AgentsTestSupport
import Synchronization

/// A store in memory whose events can be made unreadable while everything else goes on.
final class EventFailures: ExecutionStore {
    private let store: InMemoryExecutionStore
    private let failure = Mutex<ExecutionStoreError?>(nil)

    init(_ store: InMemoryExecutionStore) {
        self.store = store
    }

    /// Lets reading events fail, until called with nil.
    func fail(with error: ExecutionStoreError?) {
        failure.withLock { $0 = error }
    }

    func enqueue(_ write: ExecutionWrite) { store.enqueue(write) }

    func onBatchEnd(_ body: @escaping @Sendable () -> Void) { store.onBatchEnd(body) }

    func execution(_ id: String) async throws(ExecutionStoreError) -> ExecutionRecord? {
        try await store.execution(id)
    }

    func execution(of userID: String, idempotencyKey: String) async throws(ExecutionStoreError) -> ExecutionRecord? {
        try await store.execution(of: userID, idempotencyKey: idempotencyKey)
    }

    func executions(_ query: ExecutionQuery, maximumBytes: Int) async throws(ExecutionStoreError) -> ExecutionRecordPage {
        try await store.executions(query, maximumBytes: maximumBytes)
    }

    func events(
        of id: String, after: Int64, limit: Int, maximumBytes: Int
    ) async throws(ExecutionStoreError) -> ExecutionEventPage {
        if let failure = failure.withLock({ $0 }) { throw failure }
        return try await store.events(of: id, after: after, limit: limit, maximumBytes: maximumBytes)
    }

    func openExecutions(after: String?, limit: Int) async throws(ExecutionStoreError) -> [OpenExecution] {
        try await store.openExecutions(after: after, limit: limit)
    }
}
