import Chat

extension MessageStore {
    /// Whether there are participants, and all of them may know how the server runs.
    public func areAllOperators(in id: String) async throws(StoreError) -> Bool {
        let census = try await operatorCensus(of: id, limit: 1)
        return census.hasParticipants && census.others.isEmpty
    }
}
