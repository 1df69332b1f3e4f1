import Synchronization

extension InMemoryMessageStore {
    /// The ids of all uploads that are noted, ascending.
    public var uploadIDs: [String] {
        state.withLock { $0.uploads.keys.sorted() }
    }
}
