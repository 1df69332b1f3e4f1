import Chat
import Synchronization
import Wire

extension InMemoryMessageStore {
    public func conversation(_ id: String) async throws(StoreError) -> ConversationRecord? {
        try read { $0.conversations[id]?.record }
    }

    public func participants(of id: String, limit: Int) async throws(StoreError) -> [ParticipantRecord] {
        try read { Array(($0.conversations[id]?.participants ?? []).prefix(limit)) }
    }

    public func participantCount(of id: String) async throws(StoreError) -> Int {
        try read { $0.conversations[id]?.participants.count ?? 0 }
    }

    public func participant(of id: String, user: String) async throws(StoreError) -> ParticipantRecord? {
        try read { $0.conversations[id]?.participants.first { ExactText($0.user.id) == ExactText(user) } }
    }

    public func messages(
        of id: String, before: Int64?, limit: Int, maximumBytes: Int
    ) async throws(StoreError) -> MessagePage {
        try read { state in
            let found = (state.conversations[id]?.messages ?? []).filter { $0.seq < before ?? .max }
            let page = Self.fitting(found.reversed(), limit: limit, maximumBytes: maximumBytes)
            return MessagePage(
                messages: page.reversed(), hasMore: page.count < found.count, lastSeq: state.conversations[id]?.record.lastSeq ?? 0)
        }
    }

    public func messages(
        of id: String, after: Int64, limit: Int, maximumBytes: Int
    ) async throws(StoreError) -> MessagePage {
        try read { state in
            let found = (state.conversations[id]?.messages ?? []).filter { $0.seq > after }
            let page = Self.fitting(found, limit: limit, maximumBytes: maximumBytes)
            return MessagePage(
                messages: page, hasMore: page.count < found.count, lastSeq: state.conversations[id]?.record.lastSeq ?? 0)
        }
    }

    public func conversations(
        of user: String?, before cursor: ConversationCursor?, limit: Int
    ) async throws(StoreError) -> [ConversationRecord] {
        try read { state in
            let all = state.conversations.values
                .filter { conversation in
                    user.map(ExactText.init).map { user in conversation.participants.contains { ExactText($0.user.id) == user } } ?? true
                }
                .map(\.record)
                .sorted { ($0.updatedAtMilliseconds, $0.id) > ($1.updatedAtMilliseconds, $1.id) }
            let rest = all.drop { record in
                guard let cursor else { return false }
                return (record.updatedAtMilliseconds, record.id) >= (cursor.updatedAtMilliseconds, cursor.id)
            }
            return Array(rest.prefix(limit))
        }
    }

    private func read<Value: Sendable>(_ body: (State) -> Value) throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = state.withLock { state in
            state.reads += 1
            if let failure = state.failure { return .failure(failure) }
            return .success(body(state))
        }
        return try result.get()
    }

    private static func fitting(_ messages: some Sequence<Message>, limit: Int, maximumBytes: Int) -> [Message] {
        var bytes = 0
        var page: [Message] = []
        for message in messages.prefix(limit) {
            page.append(message)
            bytes += message.content.utf8.count
            if bytes > maximumBytes { break }
        }
        return page
    }
}
