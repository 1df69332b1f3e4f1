import Chat
import GRDB
import Wire

extension SQLiteStore {
    public func conversation(_ id: String) async throws(StoreError) -> ConversationRecord? {
        // Asked before the snapshot is opened: see `RecentMessages`.
        let activity = recent.activity(of: id)
        return try await read { database in try ConversationReader(database).conversation(id, recent: activity) }
    }

    public func conversations(
        of user: String?, before cursor: ConversationCursor?, limit: Int
    ) async throws(StoreError) -> [ConversationRecord] {
        let activities = recent.activities()
        return try await read { database in
            try ConversationReader(database).conversations(of: user, before: cursor, limit: limit, recent: activities)
        }
    }

    public func participants(of id: String, limit: Int) async throws(StoreError) -> [ParticipantRecord] {
        try await read { database in try ParticipantReader(database).participants(of: id, limit: limit) }
    }

    public func participantCount(of id: String) async throws(StoreError) -> Int {
        try await read { database in try ParticipantReader(database).count(of: id) }
    }

    public func participant(of id: String, user: String) async throws(StoreError) -> ParticipantRecord? {
        try await read { database in try ParticipantReader(database).participant(of: id, user: user) }
    }

    public func messages(
        of id: String, before: Int64?, limit: Int, maximumBytes: Int
    ) async throws(StoreError) -> MessagePage {
        let runs = recent.runs(of: id)
        return try await read { database in
            guard let reader = try MessageReader(database, conversation: id, recent: runs) else { return .empty }
            return try reader.page(before: before, limit: limit, maximumBytes: maximumBytes)
        }
    }

    public func messages(
        of id: String, after: Int64, limit: Int, maximumBytes: Int
    ) async throws(StoreError) -> MessagePage {
        let runs = recent.runs(of: id)
        return try await read { database in
            guard let reader = try MessageReader(database, conversation: id, recent: runs) else { return .empty }
            return try reader.page(after: after, limit: limit, maximumBytes: maximumBytes)
        }
    }

    private func read<T: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> T
    ) async throws(StoreError) -> T {
        do {
            return try await pool.read(body)
        } catch is CancellationError {
            throw .unavailable("the task that read was cancelled")
        } catch {
            if queue.isClosing { throw .closed }
            metrics.failed(.read)
            throw SQLiteFailure(error).storeError
        }
    }
}

extension MessagePage {
    fileprivate static var empty: MessagePage {
        MessagePage(messages: [], hasMore: false, lastSeq: 0)
    }
}
