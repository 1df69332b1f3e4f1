import Agents

extension ExecutionStore {
    /// Commits one write and waits for it.
    public func perform(_ operation: ExecutionOperation) async throws(ExecutionStoreError) -> ExecutionOutcome {
        let result = await withCheckedContinuation { continuation in
            enqueue(ExecutionWrite(operation) { continuation.resume(returning: $0) })
        }
        return try result.get()
    }
}
