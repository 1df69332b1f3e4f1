import Chat

extension MessageStore {
    /// Enqueues writes one right after the other, and waits for all.
    ///
    /// - Returns: the results in the order in which they were called back.
    public func performTogether(_ operations: [StoreOperation]) async -> [Result<StoreOutcome, StoreError>] {
        let results = Collected<Result<StoreOutcome, StoreError>>()
        await withCheckedContinuation { continuation in
            for operation in operations {
                enqueue(
                    StoreWrite(operation) { result in
                        if results.append(result) == operations.count { continuation.resume() }
                    })
            }
        }
        return results.all
    }
}
