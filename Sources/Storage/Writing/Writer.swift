import Agents
import Chat
import Essentials
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
    let executions: ExecutionStatements
    let recent: RecentEvents
    /// How many recent events are worth indexing.
    let recentLimit: Int

    @exclusivity(unchecked) var conversations: [String: StoredConversation] = [:]
    @exclusivity(unchecked) var liveExecutions: LiveExecutions
    /// Whether events of deleted executions may be left; see ``eraseSome()``.
    @exclusivity(unchecked) var hasLeftovers = false
    @exclusivity(unchecked) var requests = RecentRequests()
    /// How many events were added to ``recent`` since the last indexing began.
    @exclusivity(unchecked) var recentCount = 0
    @exclusivity(unchecked) var nextPosition: Int64
    @exclusivity(unchecked) var job: IndexingJob?
    /// What is left to write of the run that is being indexed, requests and read marks; nil when its segments are not written.
    @exclusivity(unchecked) var runRows: RunRows?
    /// Up to which position messages can be searched.
    @exclusivity(unchecked) var searchableThrough: Int64 = 0
    @exclusivity(unchecked) var texts = TextArena()

    /// What the running transaction stored.
    @exclusivity(unchecked) var stored: [StoredEvent] = []
    /// The read marks of the first ``markedCount`` of ``stored``, by conversation: made when the transaction asks for one.
    @exclusivity(unchecked) var marks: [Int64: [ExactText: Int64]] = [:]
    @exclusivity(unchecked) var markedCount = 0

    /// Conversations that are remembered between transactions, at most.
    private static let conversationLimit = 100_000

    /// Compiles the statements and reads what is in no index yet.
    ///
    /// - Throws: what GRDB throws, or ``SQLiteFailure``.
    init(_ database: Database, recent: RecentEvents, _ configuration: SQLiteStoreConfiguration) throws {
        connection = database.sqliteConnection
        statements = try WriterStatements(database)
        executions = try ExecutionStatements(database)
        liveExecutions = LiveExecutions(limit: configuration.liveExecutionBytes)
        self.recent = recent
        recentLimit = max(1, configuration.recentMessages)
        nextPosition = 1
        try loadRecent(database)
        hasLeftovers = try Int64.fetchOne(database, sql: "SELECT execution FROM execution_leftovers LIMIT 1") != nil
        searchableThrough = try Int64.fetchOne(database, sql: "SELECT through FROM searchable") ?? 0
    }

    /// What a transaction came to.
    struct Committed {
        /// In the order of the writes.
        var messages: [StoreOutcome] = []
        var executions: [ExecutionOutcome] = []
        /// Whether anything was written.
        var hasChanged = false
    }

    /// Carries out the writes in one transaction.
    ///
    /// - Throws: when the transaction failed; it is rolled back then and nothing of it is stored.
    func commit(_ writes: WriteBatch) throws(SQLiteFailure) -> Committed {
        beginIndexing()
        let mark = WriterMark(nextPosition: nextPosition, job: job)
        let changes = sqlite3_total_changes(connection)
        do {
            try statements.begin.run()
            var committed = Committed()
            committed.messages.reserveCapacity(writes.messages.count)
            // By index: a loop over the writes would copy each, and with it seven texts.
            for index in writes.messages.indices {
                committed.messages.append(try apply(writes.messages[index].operation))
            }
            committed.executions.reserveCapacity(writes.executions.count)
            for index in writes.executions.indices {
                committed.executions.append(try apply(writes.executions[index].operation))
            }
            try indexSome()
            try statements.commit.run()
            publish()
            committed.hasChanged = sqlite3_total_changes(connection) != changes
            return committed
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
        case .ask(let message, let answer):
            try ask(message, answer)
        case .findRequest(let conversationID, let userID, let clientID):
            try findRequest(RequestKey(user: userID, clientID: clientID), in: conversationID)
        case .forgetAnswer(let messageID):
            try forgetAnswer(messageID)
        case .noteStop(let request, let conversationID, let messageID, let seq):
            try note(request, of: messageID, in: conversationID, seq: seq)
        case .endAnswer(let end):
            try endAnswer(end)
        case .change(let change):
            try self.change(change)
        case .markRead(let conversationID, let userID, let seq, let clientID):
            try markRead(conversationID, user: userID, seq: seq, clientID: clientID)
        case .createConversation(let record, let participants):
            try create(record, participants: participants)
        case .changeConversation(let id, let change):
            try changeConversation(id, change)
        case .addParticipant(let conversationID, let user, let isOperator, let time):
            try addParticipant(conversationID, user, isOperator: isOperator, atMilliseconds: time)
        case .addParticipants(let conversationID, let users, let time):
            try addParticipants(conversationID, users, atMilliseconds: time)
        case .removeParticipant(let conversationID, let userID):
            try removeParticipant(conversationID, userID)
        case .storeUpload(let upload):
            try storeUpload(upload)
        case .removeUploads(let ids):
            try removeUploads(ids)
        }
    }

    /// How many rows the last statement changed.
    var lastChanges: Int {
        Int(sqlite3_changes(connection))
    }

    /// After the commit: readers find what was stored.
    private func publish() {
        recent.add(stored)
        recentCount += stored.count
        forgetStored()
        endIndexing()
        if conversations.count > Self.conversationLimit {
            conversations.removeAll()
        }
    }

    private func undo(to mark: WriterMark) {
        rollback()
        for event in stored {
            guard let request = event.request else { continue }
            requests.remove(request, in: event.conversation.key)
        }
        forgetStored()
        // Their last seq may be one that was taken back: they are read again, as are executions.
        conversations.removeAll()
        liveExecutions.removeAll()
        nextPosition = mark.nextPosition
        job = mark.job
        runRows = nil
    }

    private func forgetStored() {
        stored.removeAll(keepingCapacity: true)
        if markedCount > 0 { marks.removeAll() }
        markedCount = 0
    }

    /// Ends the transaction, unless SQLite already did because of the failure.
    func rollback() {
        guard sqlite3_get_autocommit(connection) == 0 else { return }
        try? statements.rollback.run()
    }
}
