import Chat
import GRDB
import Wire

/// Reads the participants of one conversation in one snapshot.
struct ParticipantReader {
    private let database: Database
    private let id: String
    private let recent: RecentRuns

    /// - Parameter recent: what was in no index before the snapshot was opened.
    init(_ database: Database, conversation id: String, recent: RecentRuns = RecentRuns()) {
        self.database = database
        self.id = id
        self.recent = recent
    }

    /// The participants, those who joined first first.
    func participants(limit: Int) throws -> [ParticipantRecord] {
        let statement = try PreparedStatement(database, .participants)
        statement.bind(copying: id, at: 1)
        statement.bind(Int64(max(0, limit)), at: 2)
        defer { statement.reset() }
        var records: [ParticipantRecord] = []
        while try statement.step() {
            records.append(record(statement))
        }
        return records
    }

    /// How many there are.
    func count() throws -> Int {
        let statement = try PreparedStatement(database, .participantCount)
        statement.bind(copying: id, at: 1)
        defer { statement.reset() }
        return try statement.step() ? Int(statement.integer(0)) : 0
    }

    /// One participant, or nil when the user is none.
    func participant(_ user: String) throws -> ParticipantRecord? {
        let statement = try PreparedStatement(database, .participant)
        statement.bind(copying: id, at: 1)
        statement.bind(copying: user, at: 2)
        defer { statement.reset() }
        return try statement.step() ? record(statement) : nil
    }

    /// Whether there are participants, and the first of those who are no operators.
    func operatorCensus(limit: Int) throws -> OperatorCensus {
        let statement = try PreparedStatement(database, .participantsWithoutOperator)
        statement.bind(copying: id, at: 1)
        statement.bind(Int64(max(0, limit)), at: 2)
        defer { statement.reset() }
        var others: [UserRef] = []
        while try statement.step() {
            others.append(UserRef(id: statement.text(0), name: statement.text(1)))
        }
        return OperatorCensus(hasParticipants: try !others.isEmpty || count() > 0, others: others)
    }

    private func record(_ row: PreparedStatement) -> ParticipantRecord {
        let stored = ParticipantRow(
            key: 0, name: row.text(1), lastReadSeq: row.integer(2), joinedAfter: row.integer(3), isOperator: row.integer(4) != 0)
        let user = UserRef(id: row.text(0), name: stored.name)
        return ParticipantRecord(
            user: user, lastReadSeq: stored.readMark(with: recent.mark(of: user.id)), isOperator: stored.isOperator)
    }
}
