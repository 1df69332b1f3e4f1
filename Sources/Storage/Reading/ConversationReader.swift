import Chat
import GRDB

/// Reads conversations in one snapshot.
struct ConversationReader {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// The conversation with this id, or nil.
    ///
    /// - Parameter recent: its last messages that were in no index before the snapshot was opened.
    func conversation(_ id: String, recent: RecentActivity?) throws -> ConversationRecord? {
        try read(id)?.record(with: recent)
    }

    /// Conversations, latest activity first, those of one moment by id; a user's own, or all.
    ///
    /// There is no index by time: each message would change it in two places. So this reads the small rows of all
    /// conversations that may be listed, and the rest of only those that are.
    ///
    /// - Parameter recent: the messages that were in no index before the snapshot was opened, later ones later.
    func conversations(
        of user: String?, before cursor: ConversationCursor?, limit: Int, recent: [RecentActivity]
    ) throws -> [ConversationRecord] {
        let activities = Dictionary(recent.map { ($0.conversation, $0) }, uniquingKeysWith: { $1 })
        let rows = try prepare(user == nil ? Self.all : Self.own)
        if let user { rows.bind(copying: user, at: 1) }
        defer { rows.reset() }
        let ids = try prepare("SELECT id FROM conversations WHERE key = ?")
        var list = LatestFirst(limit: limit, before: cursor)
        while try rows.step() {
            let key = rows.integer(0)
            let activity = Activity(lastSeq: rows.integer(1), updatedAt: rows.integer(2)).with(activities[key])
            try list.offer(updatedAt: activity.updatedAt) { () throws(SQLiteFailure) in
                ids.bind(key, at: 1)
                defer { ids.reset() }
                return try ids.step() ? ids.text(0) : ""
            }
        }
        return try list.page().compactMap { cursor in
            guard let row = try read(cursor.id) else { return nil }
            return row.record(with: activities[row.key])
        }
    }

    private static let all = "SELECT conversation, last_seq, updated_at FROM activity"
    private static let own = """
        SELECT conversation, last_seq, updated_at FROM participants JOIN activity USING (conversation) WHERE user_id = ?
        """

    private func read(_ id: String) throws -> Row? {
        let statement = try prepare(
            """
            SELECT key, id, title, kind, created_by, created_at, last_seq, updated_at
            FROM conversations JOIN activity ON conversation = key WHERE id = ?
            """)
        statement.bind(copying: id, at: 1)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        guard let kind = ConversationRecord.Kind(rawValue: statement.text(3)) else {
            throw SQLiteFailure(corrupt: "a conversation is of an unknown kind")
        }
        let stored = ConversationRecord(
            id: statement.text(1), title: statement.text(2), kind: kind, createdBy: statement.text(4),
            createdAtMilliseconds: statement.integer(5), updatedAtMilliseconds: statement.integer(7),
            lastSeq: statement.integer(6))
        return Row(key: statement.integer(0), stored: stored)
    }

    private func prepare(_ text: String) throws -> PreparedStatement {
        PreparedStatement(try database.cachedStatement(sql: text))
    }
}

extension ConversationReader {
    /// A conversation as it is in the snapshot.
    private struct Row {
        let key: Int64
        let stored: ConversationRecord

        func record(with recent: RecentActivity?) -> ConversationRecord {
            let activity = Activity(lastSeq: stored.lastSeq, updatedAt: stored.updatedAtMilliseconds).with(recent)
            var record = stored
            record.lastSeq = activity.lastSeq
            record.updatedAtMilliseconds = activity.updatedAt
            return record
        }
    }

    /// How far a conversation is.
    private struct Activity {
        var lastSeq: Int64
        var updatedAt: Int64

        /// With the messages that are in no index, unless the snapshot is further than these.
        func with(_ recent: RecentActivity?) -> Activity {
            guard let recent, recent.lastSeq >= lastSeq else { return self }
            return Activity(lastSeq: recent.lastSeq, updatedAt: recent.updatedAt)
        }
    }
}
