/// Keeps conversations, participants and messages.
///
/// `Chat` owns this protocol; `Storage` implements it. Writes are committed in groups: everything that arrived while the last
/// transaction ran goes into the next one. A write is acknowledged only after the commit that holds it.
///
/// All methods may be called from any thread and none blocks the caller: the enqueuing ones return at once, the
/// asynchronous ones suspend.
public protocol MessageStore: Sendable {
    /// Puts a write into the next transaction.
    ///
    /// Returns at once. The write's `completion` is called exactly once, on the store's own thread, after the commit
    /// (or its failure), in the order of commit. When the queue is full it is called at once, on the caller's thread,
    /// with ``StoreError/overloaded``.
    func enqueue(_ write: StoreWrite)

    /// Called on the store's thread after the completions of each transaction, once for each transaction.
    ///
    /// Set once, before the first write.
    func onBatchEnd(_ body: @escaping @Sendable () -> Void)

    /// The conversation with this id, or nil.
    func conversation(_ id: String) async throws(StoreError) -> ConversationRecord?

    /// The participants of a conversation, those who joined first first.
    func participants(of id: String, limit: Int) async throws(StoreError) -> [ParticipantRecord]

    /// How many participants a conversation has.
    func participantCount(of id: String) async throws(StoreError) -> Int

    /// One participant, or nil when the user is none.
    func participant(of id: String, user: String) async throws(StoreError) -> ParticipantRecord?

    /// Messages with `seq < before`, the last `limit` of them, ascending; from the end when `before` is nil.
    /// Stops early once the contents read exceed `maximumBytes`; the newest are kept.
    func messages(of id: String, before: Int64?, limit: Int, maximumBytes: Int) async throws(StoreError) -> MessagePage

    /// Messages with `seq > after`, the first `limit` of them, ascending.
    /// Stops early once the contents read exceed `maximumBytes`; at least one is returned if there is one.
    func messages(of id: String, after: Int64, limit: Int, maximumBytes: Int) async throws(StoreError) -> MessagePage

    /// Conversations, latest activity first; `user` nil means all (administrators).
    func conversations(of user: String?, before cursor: ConversationCursor?, limit: Int) async throws(StoreError) -> [ConversationRecord]
}
