import Wire

/// Keeps executions and their events.
///
/// `Agents` owns this protocol; `Storage` implements it. Writes are committed in groups, one after the other in the order in
/// which they were enqueued. The store decides each write with ``ExecutionRecord/apply(_:)`` inside the transaction, on what is
/// stored then: so each transition happens once, whoever else wanted another.
///
/// All methods may be called from any thread and none blocks the caller.
public protocol ExecutionStore: Sendable {
    /// Puts a write into the next transaction.
    ///
    /// Returns at once. The write's `completion` is called exactly once, on the store's own thread, after the commit (or its
    /// failure), in the order of commit. When the queue is full it is called at once, on the caller's thread, with
    /// ``ExecutionStoreError/overloaded``.
    func enqueue(_ write: ExecutionWrite)

    /// Called on the store's thread after the completions of each transaction, once for each. Set before the first write.
    func onBatchEnd(_ body: @escaping @Sendable () -> Void)

    /// The execution with this id, or nil.
    func execution(_ id: String) async throws(ExecutionStoreError) -> ExecutionRecord?

    /// The execution that this owner's idempotency key made, as it is now; nil when the key was not used, or what it made was
    /// deleted.
    func execution(of userID: String, idempotencyKey: String) async throws(ExecutionStoreError) -> ExecutionRecord?

    /// Executions, the latest made first. Ends early once the texts read exceed `maximumBytes`; at least one is returned if
    /// there is one.
    func executions(_ query: ExecutionQuery, maximumBytes: Int) async throws(ExecutionStoreError) -> ExecutionRecordPage

    /// Events with `seq > after`, the first `limit` of them, ascending, none left out; of an execution that is not there, none.
    /// Ends early once the texts read exceed `maximumBytes`; at least one is returned if there is one.
    func events(
        of id: String, after: Int64, limit: Int, maximumBytes: Int
    ) async throws(ExecutionStoreError) -> ExecutionEventPage

    /// Executions that are not over, the oldest first: asked page by page at the start. `after` is the last one's id.
    func openExecutions(after: String?, limit: Int) async throws(ExecutionStoreError) -> [OpenExecution]
}
