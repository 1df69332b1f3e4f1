import Chat
import GRDB
import GRDBSQLite

/// Carries out writes, a group in one transaction. Used by one thread at a time, with the pool's writing connection held.
///
/// Its variables are exempt from the runtime's checks of exclusive access, which cost more than what some of them guard: no
/// second thread has the writer, and none of its methods calls out while it changes a variable.
///
/// Everything that it knows beside the database is either the same after a failed transaction or put back by ``undo(to:)``:
/// what a transaction that was rolled back has numbered is numbered again.
final class Writer {
    let connection: OpaquePointer?
    let statements: WriterStatements
    let recent: RecentMessages
    /// How many recent messages are worth indexing.
    let recentLimit: Int

    @exclusivity(unchecked) var conversations: [String: StoredConversation] = [:]
    @exclusivity(unchecked) var requests = RecentRequests()
    /// How many messages were added to ``recent`` since the last indexing began.
    @exclusivity(unchecked) var recentCount = 0
    @exclusivity(unchecked) var nextPosition: Int64
    @exclusivity(unchecked) var job: IndexingJob?
    /// The requests of the run that is being indexed.
    @exclusivity(unchecked) var runRequests: [(key: RequestKey, request: StoredRequest)] = []
    @exclusivity(unchecked) var texts = TextArena()

    /// What the running transaction stored.
    @exclusivity(unchecked) var stored: [StoredMessage] = []

    /// Conversations that are remembered between transactions, at most.
    private static let conversationLimit = 100_000

    /// Compiles the statements and reads what is in no index yet.
    ///
    /// - Throws: what GRDB throws, or ``SQLiteFailure``.
    init(_ database: Database, recent: RecentMessages, recentLimit: Int) throws {
        connection = database.sqliteConnection
        statements = try WriterStatements(database)
        self.recent = recent
        self.recentLimit = max(1, recentLimit)
        nextPosition = 1
        try loadRecent(database)
    }

    /// Carries out the writes in one transaction.
    ///
    /// - Returns: what they came to, in their order, and whether anything was written.
    /// - Throws: when the transaction failed; it is rolled back then and nothing of it is stored.
    func commit(_ writes: [StoreWrite]) throws(SQLiteFailure) -> (outcomes: [StoreOutcome], hasChanged: Bool) {
        beginIndexing()
        let mark = WriterMark(nextPosition: nextPosition, job: job)
        let changes = sqlite3_total_changes(connection)
        do {
            try statements.begin.run()
            var outcomes: [StoreOutcome] = []
            outcomes.reserveCapacity(writes.count)
            // By index: a loop over the writes would copy each, and with it seven texts.
            for index in writes.indices {
                outcomes.append(try apply(writes[index].operation))
            }
            try indexSome()
            try statements.commit.run()
            publish()
            return (outcomes, sqlite3_total_changes(connection) != changes)
        } catch {
            undo(to: mark)
            throw error
        }
    }

    /// Writes something and takes it away again, to see whether the database takes writes.
    ///
    /// In two transactions, because SQLite writes no page that one transaction both took and gave back.
    func probe() throws(SQLiteFailure) {
        do {
            try statements.fillProbe.run()
            try statements.emptyProbes.run()
        } catch {
            rollback()
            throw error
        }
    }

    private func apply(_ operation: StoreOperation) throws(SQLiteFailure) -> StoreOutcome {
        switch operation {
        case .append(let message):
            try append(message)
        case .markRead(let conversationID, let userID, let seq, let clientID):
            try markRead(conversationID, user: userID, seq: seq, clientID: clientID)
        case .createConversation(let record, let participants):
            try create(record, participants: participants)
        case .addParticipant(let conversationID, let user, let time):
            try addParticipant(conversationID, user, atMilliseconds: time)
        }
    }

    /// After the commit: readers find what was stored.
    private func publish() {
        recent.add(stored)
        recentCount += stored.count
        stored.removeAll(keepingCapacity: true)
        endIndexing()
        if conversations.count > Self.conversationLimit {
            conversations.removeAll()
        }
    }

    private func undo(to mark: WriterMark) {
        rollback()
        for message in stored {
            guard let request = message.request else { continue }
            requests.remove(request, in: message.conversation.key)
        }
        stored.removeAll(keepingCapacity: true)
        // Their last seq may be one that was taken back: they are read again.
        conversations.removeAll()
        nextPosition = mark.nextPosition
        job = mark.job
        runRequests = []
    }

    /// Ends the transaction, unless SQLite already did because of the failure.
    private func rollback() {
        guard sqlite3_get_autocommit(connection) == 0 else { return }
        try? statements.rollback.run()
    }
}
