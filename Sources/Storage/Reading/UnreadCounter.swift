import Chat
import GRDB

/// Counts in one snapshot what a user has not read.
struct UnreadCounter {
    private let database: Database
    private let user: String
    private let rows: PreparedStatement

    init(_ database: Database, user: String) throws {
        self.database = database
        self.user = user
        rows = try PreparedStatement(database, .participantRow)
    }

    /// The messages after the user's read mark, ``ConversationListing/unreadLimit`` at most; 0 for who takes no part.
    ///
    /// - Parameter recent: what was in no index before the snapshot was opened.
    func count(in id: String, recent: RecentRuns) throws -> Int {
        guard let index = try EventIndex(database, conversation: id, recent: recent) else { return 0 }
        return try count(index, recent, through: index.lastSeq())
    }

    /// The same by the conversation's key, when it is known how far the conversation is.
    func count(inKey key: Int64, through last: Int64, recent: RecentRuns) throws -> Int {
        try count(try EventIndex(database, key: key, recent: recent), recent, through: last)
    }

    private func count(_ index: EventIndex, _ recent: RecentRuns, through last: Int64) throws -> Int {
        rows.bind(index.key, at: 1)
        rows.bind(copying: user, at: 2)
        defer { rows.reset() }
        guard try rows.step() else { return 0 }
        let participant = ParticipantRow(
            key: rows.integer(0), name: "", lastReadSeq: rows.integer(2), joinedAfter: rows.integer(3), isOperator: false)
        return try index.messageCount(
            from: participant.readMark(with: recent.mark(of: user)) + 1, through: last, limit: ConversationListing.unreadLimit)
    }
}
