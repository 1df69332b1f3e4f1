import Chat

extension SQLiteStore {
    /// First the store's thread writes the words that are missing, for a tenth of a second at most.
    public func search(_ query: SearchQuery) async throws(StoreError) -> SearchPage {
        let isComplete = await withCheckedContinuation { continuation in
            queue.catchUp { continuation.resume(returning: $0) }
        }
        return try await read { database in try SearchReader(database, query).page(isComplete: isComplete) }
    }
}
