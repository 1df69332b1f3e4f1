import Wire

extension ChatService {
    /// Past messages of a conversation; the parameters are those of ``history(_:before:after:limit:)``.
    ///
    /// - Throws: ``ChatError`` `bad_frame`, `not_found`, `forbidden`, or what the store suffers.
    public func messages(
        of id: String, before: Int64? = nil, after: Int64? = nil, limit: Int = 50, user: ChatUser
    ) async throws(ChatError) -> HistoryPage {
        _ = try await accessible(id, to: user)
        return try await history(of: id, before: before, after: after, limit: limit)
    }

    /// One message of a conversation as it is now; of a deleted one the tombstone.
    ///
    /// - Throws: ``ChatError`` `bad_frame`, `not_found`, `forbidden`, or what the store suffers.
    public func message(_ messageID: String, of id: String, user: ChatUser) async throws(ChatError) -> Message {
        _ = try await accessible(id, to: user)
        let message = try await reading { () async throws(StoreError) in try await store.message(messageID, of: id) }
        guard let message else { throw .noMessage }
        return message
    }

    /// Messages by their words, the latest first, as they are now.
    ///
    /// - Parameters:
    ///   - text: 1 to 256 characters. A message must have all its words, of the last at least the beginning; case and
    ///     diacritics do not count. It is never read as a query language.
    ///   - conversationID: only there; nil searches all that the user takes part in, for an administrator all there are.
    ///   - cursor: ``SearchResult/nextCursor`` of the page before; nil for the first page.
    ///   - limit: 1 to 100, default 20.
    /// - Throws: ``ChatError`` `bad_frame`, `not_found`, `forbidden`, or what the store suffers.
    public func search(
        _ text: String, in conversationID: String? = nil, cursor: String? = nil, limit: Int = 20, user: ChatUser
    ) async throws(ChatError) -> SearchResult {
        try Self.check(limit: limit)
        guard !text.isEmpty, text.unicodeScalars.count <= 256 else { throw .malformed("the text must have 1 to 256 characters") }
        let before = cursor.flatMap { SearchCursor(text: $0) }
        guard before != nil || cursor == nil else { throw .malformed("the cursor is malformed") }
        if let conversationID { _ = try await accessible(conversationID, to: user) }
        let query = SearchQuery(
            text: text, conversationID: conversationID, userID: user.isAdmin || conversationID != nil ? nil : user.id,
            before: before?.position, limit: limit)
        let page = try await reading { () async throws(StoreError) in try await store.search(query) }
        return SearchResult(
            messages: page.messages, nextCursor: page.next.map { SearchCursor(position: $0).text }, isComplete: page.isComplete)
    }
}
