import Chat
import Wire

extension InMemoryMessageStore {
    public func conversations(_ query: ConversationQuery) async throws(StoreError) -> [ConversationListing] {
        try read { state in
            let all = state.conversations.values
                .filter { conversation in
                    conversation.record.isArchived == query.isArchived
                        && query.userID.map { conversation.index(ofParticipant: $0) != nil } ?? true
                }
                .sorted { Self.isListed($0.record, before: ($1.record.updatedAtMilliseconds, $1.record.id)) }
            let rest = all.filter { conversation in
                query.before.map { !Self.isListed(conversation.record, before: ($0.updatedAtMilliseconds, $0.id)) } ?? true
                    && conversation.record.id != query.before?.id
            }
            return rest.prefix(query.limit).map { conversation in
                ConversationListing(
                    conversation: conversation.record,
                    unreadCount: query.unreadFor.map { conversation.unreadCount(for: $0) } ?? 0)
            }
        }
    }

    public func unreadCount(of id: String, for userID: String) async throws(StoreError) -> Int {
        try read { $0.conversations[id]?.unreadCount(for: userID) ?? 0 }
    }

    public func search(_ query: SearchQuery) async throws(StoreError) -> SearchPage {
        try read { state in
            guard let words = SearchWords(query.text) else { return SearchPage(messages: [], next: nil, isComplete: true) }
            let found = state.conversations.values
                .filter { conversation in
                    query.conversationID.map { conversation.record.id == $0 } ?? true
                        && query.userID.map { conversation.index(ofParticipant: $0) != nil } ?? true
                }
                .flatMap { conversation in
                    conversation.messages.map { (place: conversation.places[$0.id] ?? 0, message: $0) }
                }
                .filter { $0.place < query.before ?? .max && words.match($0.message.content) }
                .sorted { $0.place > $1.place }
            let page = found.prefix(query.limit)
            return SearchPage(
                messages: page.map(\.message), next: found.count > page.count ? page.last?.place : nil, isComplete: true)
        }
    }

    /// The order of a list: latest activity first.
    private static func isListed(_ record: ConversationRecord, before other: (Int64, String)) -> Bool {
        (record.updatedAtMilliseconds, record.id) > other
    }
}
