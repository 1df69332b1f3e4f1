extension ChatService {
    /// Commits one write.
    ///
    /// - Parameter apply: called on the store's thread right after the commit, in the order of commits.
    func commit(
        _ operation: StoreOperation, apply: @escaping @Sendable (StoreOutcome) -> Void = { _ in }
    ) async throws(ChatError) -> StoreOutcome {
        let result: Result<StoreOutcome, StoreError> = await withCheckedContinuation { continuation in
            store.enqueue(
                StoreWrite(operation) { result in
                    if case .success(let outcome) = result { apply(outcome) }
                    continuation.resume(returning: result)
                })
        }
        do {
            return try result.get()
        } catch {
            throw ChatError(error)
        }
    }

    /// Commits writes that belong together, one right after the other.
    ///
    /// - Parameter apply: called on the store's thread right after the commit, in the order of commits, with the write's index.
    /// - Returns: what they came to, in their order.
    func commit(
        _ operations: [StoreOperation], apply: @escaping @Sendable (Int, StoreOutcome) -> Void
    ) async -> [Result<StoreOutcome, ChatError>] {
        guard !operations.isEmpty else { return [] }
        let pending = PendingWrites(count: operations.count)
        return await withCheckedContinuation { continuation in
            for (index, operation) in operations.enumerated() {
                store.enqueue(
                    StoreWrite(operation) { result in
                        if case .success(let outcome) = result { apply(index, outcome) }
                        if let all = pending.finish(index, result) { continuation.resume(returning: all) }
                    })
            }
        }
    }

    /// Reads from the store, with its errors in the words of the protocol.
    func reading<Value>(_ body: () async throws(StoreError) -> Value) async throws(ChatError) -> Value {
        do {
            return try await body()
        } catch {
            throw ChatError(error)
        }
    }
}
