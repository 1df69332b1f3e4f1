import Chat
import GRDB
import Wire

/// Reads participants in one snapshot.
struct ParticipantReader {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// The participants of a conversation, those who joined first first.
    func participants(of id: String, limit: Int) throws -> [ParticipantRecord] {
        let statement = try prepare(
            "SELECT user_id, name, last_read_seq", "ORDER BY participants.key LIMIT ?2")
        statement.bind(copying: id, at: 1)
        statement.bind(Int64(max(0, limit)), at: 2)
        defer { statement.reset() }
        var records: [ParticipantRecord] = []
        while try statement.step() {
            records.append(record(statement))
        }
        return records
    }

    /// How many a conversation has.
    func count(of id: String) throws -> Int {
        let statement = try prepare("SELECT count(*)", "")
        statement.bind(copying: id, at: 1)
        defer { statement.reset() }
        return try statement.step() ? Int(statement.integer(0)) : 0
    }

    /// One participant, or nil when the user is none.
    func participant(of id: String, user: String) throws -> ParticipantRecord? {
        let statement = try prepare("SELECT user_id, name, last_read_seq", "AND user_id = ?2")
        statement.bind(copying: id, at: 1)
        statement.bind(copying: user, at: 2)
        defer { statement.reset() }
        return try statement.step() ? record(statement) : nil
    }

    private func prepare(_ columns: String, _ rest: String) throws -> PreparedStatement {
        let ofOne = "WHERE conversation = (SELECT key FROM conversations WHERE id = ?1)"
        return PreparedStatement(try database.cachedStatement(sql: "\(columns) FROM participants \(ofOne) \(rest)"))
    }

    private func record(_ row: PreparedStatement) -> ParticipantRecord {
        ParticipantRecord(user: UserRef(id: row.text(0), name: row.text(1)), lastReadSeq: row.integer(2))
    }
}
