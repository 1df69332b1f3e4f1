import Wire

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

    /// All that opening a conversation needs, in one reading; nil when there is none with this id.
    ///
    /// - Parameters:
    ///   - userID: who opens it.
    ///   - participantLimit: how many of the participants are listed.
    func opening(
        of id: String, by userID: String, participantLimit: Int
    ) async throws(StoreError) -> ConversationOpening?

    /// The participants of a conversation, those who joined first first.
    func participants(of id: String, limit: Int) async throws(StoreError) -> [ParticipantRecord]

    /// How many participants a conversation has.
    func participantCount(of id: String) async throws(StoreError) -> Int

    /// One participant, or nil when the user is none.
    func participant(of id: String, user: String) async throws(StoreError) -> ParticipantRecord?

    /// Whether the conversation has participants, and who of them had no scope `dashboard` in their last token there: the first
    /// `limit` to join.
    func operatorCensus(of id: String, limit: Int) async throws(StoreError) -> OperatorCensus

    /// Messages with `seq < before`, the last `limit` of them, ascending, as they are now; from the end when `before` is nil.
    /// Other events are passed over. Stops early once the contents read exceed `maximumBytes`; the newest are kept.
    func messages(of id: String, before: Int64?, limit: Int, maximumBytes: Int) async throws(StoreError) -> MessagePage

    /// Messages with `seq > after`, the first `limit` of them, ascending, as they are now. Other events are passed over.
    /// Stops early once the contents read exceed `maximumBytes`; at least one is returned if there is one.
    func messages(of id: String, after: Int64, limit: Int, maximumBytes: Int) async throws(StoreError) -> MessagePage

    /// Events with `seq > after`, the first `limit` of them, ascending, none left out. Who takes them in this order ends with
    /// what somebody knows who was there; on the way a message may already be as it became later.
    /// Stops early once the contents read exceed `maximumBytes`; at least one is returned if there is one.
    func events(of id: String, after: Int64, limit: Int, maximumBytes: Int) async throws(StoreError) -> EventPage

    /// One message as it is now, or nil when the conversation has none with this id.
    func message(_ messageID: String, of id: String) async throws(StoreError) -> Message?

    /// Conversations, latest activity first.
    func conversations(_ query: ConversationQuery) async throws(StoreError) -> [ConversationListing]

    /// How many messages came after the user's read mark, as ``ConversationListing/unreadCount`` counts them.
    func unreadCount(of id: String, for userID: String) async throws(StoreError) -> Int

    /// Messages by their words. Nothing is found for a text without a letter or digit.
    func search(_ query: SearchQuery) async throws(StoreError) -> SearchPage

    /// The answers that were being generated or waited when the process ended, by their ids, ascending: asked once, before the
    /// first write.
    func openAnswers() async throws(StoreError) -> [OpenAnswer]

    /// One upload, or nil.
    func upload(_ id: String) async throws(StoreError) -> UploadRecord?

    /// Uploads that no message carries, made before this Unix time in milliseconds, the oldest first.
    func looseUploads(before milliseconds: Int64, limit: Int) async throws(StoreError) -> [String]

    /// Of these upload ids, those that are noted: what else is on the disk is an orphan.
    func knownUploads(among ids: [String]) async throws(StoreError) -> Set<String>

    /// How many bytes the user's uploads take, loose and carried.
    func uploadedBytes(of userID: String) async throws(StoreError) -> Int64

    /// How many of the user's uploads no message carries.
    func looseUploadCount(of userID: String) async throws(StoreError) -> Int
}
