import Chat
import Essentials
import GRDB
import Wire

/// Reads conversations in one snapshot.
struct ConversationReader {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// The conversation with this id, or nil.
    ///
    /// - Parameter recent: its last events that were in no index before the snapshot was opened.
    func conversation(_ id: String, recent: RecentActivity?) throws -> ConversationRecord? {
        try read(id)?.record(with: recent)
    }

    /// Conversations, latest activity first, those of one moment by id; a user's own, or all.
    ///
    /// - Parameter recent: see ``RecentEvents/forgotten``.
    func page(_ query: ConversationQuery, recent: RecentEvents) throws -> [ConversationListing] {
        let list = ConversationList(database, recent: recent)
        let entries = try query.userID.map { try list.own(of: $0, query) } ?? list.all(query)
        let counter = try query.unreadFor.map { try UnreadCounter(database, user: $0) }
        // The keys of participants are those of the list's user.
        let isOwn = query.userID.map { ExactText($0) } == query.unreadFor.map { ExactText($0) }
        let rows = try PreparedStatement(database, .conversationByKey)
        return try entries.compactMap { entry in
            guard var record = try read(entry.key, rows)?.stored else { return nil }
            record.lastSeq = entry.lastSeq
            record.updatedAtMilliseconds = entry.updatedAt
            let unread = try counter?.count(
                inKey: entry.key, participant: isOwn ? entry.participant : nil, through: entry.lastSeq,
                recent: recent.runs(ofKey: entry.key))
            return ConversationListing(conversation: record, unreadCount: unread ?? 0)
        }
    }

    private func read(_ id: String) throws -> Row? {
        let row = try PreparedStatement(database, .conversation)
        row.bind(copying: id, at: 1)
        defer { row.reset() }
        return try read(row)
    }

    private func read(_ key: Int64, _ row: PreparedStatement) throws -> Row? {
        row.bind(key, at: 1)
        defer { row.reset() }
        return try read(row)
    }

    private func read(_ row: PreparedStatement) throws -> Row? {
        guard try row.step() else { return nil }
        guard let kind = ConversationRecord.Kind(rawValue: row.text(3)) else {
            throw SQLiteFailure(corrupt: "a conversation is of an unknown kind")
        }
        let stored = ConversationRecord(
            id: row.text(1), title: row.text(2), kind: kind, createdBy: row.text(4),
            createdAtMilliseconds: row.integer(5), updatedAtMilliseconds: row.integer(7), lastSeq: row.integer(6),
            assistant: row.optionalText(8).flatMap(AssistantMode.init), isArchived: row.integer(9) != 0)
        return Row(key: row.integer(0), stored: stored)
    }
}

extension ConversationReader {
    /// A conversation as it is in the snapshot.
    private struct Row {
        let key: Int64
        let stored: ConversationRecord

        func record(with recent: RecentActivity?) -> ConversationRecord {
            let activity = ConversationActivity(lastSeq: stored.lastSeq, updatedAt: stored.updatedAtMilliseconds).with(recent)
            var record = stored
            record.lastSeq = activity.lastSeq
            record.updatedAtMilliseconds = activity.updatedAt
            return record
        }
    }
}
