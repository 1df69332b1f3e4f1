import Agents
import Synchronization

/// What a process sees of a store: once it is killed, nothing that it still wants is written.
final class MortalStore: ExecutionStore {
    private let store: any ExecutionStore
    private let isAlive = Atomic<Bool>(true)

    init(_ store: any ExecutionStore) {
        self.store = store
    }

    func kill() {
        isAlive.store(false, ordering: .releasing)
    }

    func enqueue(_ write: ExecutionWrite) {
        if isAlive.load(ordering: .acquiring) { store.enqueue(write) } else { write.completion(.failure(.closed)) }
    }

    func onBatchEnd(_ body: @escaping @Sendable () -> Void) {
        store.onBatchEnd(body)
    }

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
        try await store.events(of: id, after: after, limit: limit, maximumBytes: maximumBytes)
    }

    func openExecutions(after: String?, limit: Int) async throws(ExecutionStoreError) -> [OpenExecution] {
        try await store.openExecutions(after: after, limit: limit)
    }
}
