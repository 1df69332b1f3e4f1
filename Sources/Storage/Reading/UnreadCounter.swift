import Chat
import GRDB

/// Counts in one snapshot what a user has not read.
struct UnreadCounter {
    private let database: Database
    private let user: String
    private let rows: PreparedStatement
    private let marks: PreparedStatement
    private let deleted: PreparedStatement
    private let segments: EventIndex.Statements

    init(_ database: Database, user: String) throws {
        self.database = database
        self.user = user
        rows = try PreparedStatement(database, .participantRow)
        marks = try PreparedStatement(database, .participantMarks)
        deleted = try PreparedStatement(database, .deleted)
        segments = try EventIndex.Statements(database)
    }

    /// The messages after the user's read mark that were not deleted, ``ConversationListing/unreadLimit`` at most; 0 for who takes
    /// no part.
    ///
    /// - Parameter recent: what was in no index before the snapshot was opened.
    func count(in id: String, recent: RecentRuns) throws -> Int {
        guard let index = try EventIndex(database, conversation: id, recent: recent) else { return 0 }
        return try count(index, try participant(inKey: index.key), recent, through: index.lastSeq())
    }

    /// The same by the conversation's key, when it is known how far the conversation is.
    ///
    /// - Parameter participant: the key of the user's row, when it is known: then it is not looked for.
    func count(inKey key: Int64, participant: Int64?, through last: Int64, recent: RecentRuns) throws -> Int {
        let row = try participant.map { try self.participant($0) } ?? self.participant(inKey: key)
        return try count(EventIndex(segments, key: key, recent: recent), row, recent, through: last)
    }

    private func count(_ index: EventIndex, _ participant: ParticipantRow?, _ recent: RecentRuns, through last: Int64) throws -> Int {
        guard let participant else { return 0 }
        let first = participant.readMark(with: recent.mark(of: user)) + 1
        let deleted = try deletedCount(inKey: index.key, from: first, through: last)
        let limit = ConversationListing.unreadLimit
        return try max(0, index.messageCount(from: first, through: last, limit: limit + deleted) - deleted)
    }

    /// Tombstones that are looked at, at most: further ones count as unread.
    private static let deletedLimit: Int64 = 4_000

    private func deletedCount(inKey key: Int64, from first: Int64, through last: Int64) throws -> Int {
        deleted.bind(key, at: 1)
        deleted.bind(first, at: 2)
        deleted.bind(last, at: 3)
        deleted.bind(Self.deletedLimit, at: 4)
        defer { deleted.reset() }
        var count = 0
        while try deleted.step() { count += 1 }
        return count
    }

    private func participant(inKey key: Int64) throws -> ParticipantRow? {
        rows.bind(key, at: 1)
        rows.bind(copying: user, at: 2)
        defer { rows.reset() }
        guard try rows.step() else { return nil }
        return ParticipantRow(
            key: rows.integer(0), name: "", lastReadSeq: rows.integer(2), joinedAfter: rows.integer(3), isOperator: false)
    }

    private func participant(_ key: Int64) throws -> ParticipantRow? {
        marks.bind(key, at: 1)
        defer { marks.reset() }
        guard try marks.step() else { return nil }
        return ParticipantRow(
            key: key, name: "", lastReadSeq: marks.integer(0), joinedAfter: marks.integer(1), isOperator: false)
    }
}
