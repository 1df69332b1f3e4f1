import Chat
import Essentials
import GRDB

/// The indexes are written a little with each transaction, so that they cost no sync of their own and nobody waits for long.
///
/// One generation is indexed in the order of the indexes' keys, so that what is written to one page is written together. After
/// a kill in between, the whole generation is read again and indexed again, with the same rows.
extension Writer {
    /// Entries in one segment: 512 bytes, so that several fit on a page.
    static let segmentLength = 64

    /// Reads what is in no index yet.
    func loadRecent(_ database: Database) throws {
        let through = try Int64.fetchOne(database, sql: "SELECT through FROM indexed") ?? 0
        let rows = try PreparedStatement(
            database,
            """
            SELECT position, messages.conversation, seq, author_id, client_id, messages.id, conversations.id,
                messages.created_at, messages.kind, traits, updated_at
            FROM messages JOIN conversations ON key = messages.conversation
                JOIN activity ON activity.conversation = messages.conversation
            WHERE position > ? ORDER BY position
            """)
        rows.bind(through, at: 1)
        defer { rows.reset() }
        nextPosition = through + 1
        while try rows.step() {
            load(rows)
        }
        recent.add(stored)
        recentCount = stored.count
        stored = []
        conversations = [:]
    }

    private func load(_ row: PreparedStatement) {
        let (position, key, seq) = (row.integer(0), row.integer(1), row.integer(2))
        nextPosition = position + 1
        let id = row.text(6)
        let conversation =
            conversations[id] ?? StoredConversation(key: key, id: id, lastSeq: seq, updatedAt: row.integer(10))
        conversations[id] = conversation
        if let clientID = row.optionalText(4) {
            let request = RequestKey(user: row.text(3), clientID: clientID)
            requests.add(request, in: key, StoredRequest(messageID: row.text(5), position: position, seq: seq))
        }
        let isMessage = row.integer(8) == EventKind.message.rawValue
        if isMessage { conversation.updatedAt = row.integer(7) }
        let movesMark = isMessage && !Traits(rawValue: row.integer(9)).contains(.answer)
        stored.append(
            StoredEvent(
                conversation: conversation, seq: seq, place: LogPlace(position: position, isMessage: isMessage),
                updatedAt: conversation.updatedAt, request: nil, reader: movesMark ? ExactText(row.text(3)) : nil))
    }

    /// Begins to index the recent events when there are enough of them and no others are being indexed.
    func beginIndexing() {
        guard job == nil, recentCount >= recentLimit else { return }
        job = IndexingJob(recent.beginIndexing())
        requests.beginIndexing()
        recentCount = 0
    }

    /// Does a share of the indexing: four rows for each event that the transaction stored, so that a generation, of at
    /// most four rows an event, is done before the next is full.
    func indexSome() throws(SQLiteFailure) {
        guard var job else { return }
        var budget = 16 + 4 * stored.count
        while budget > 0, !job.isDone {
            let run = job.runs[job.run]
            if runRows == nil { budget -= try index(run) }
            guard let rows = runRows else { break }
            let part = job.rowsDone..<min(job.rowsDone + max(1, budget), rows.count)
            for index in part {
                try write(rows[index], of: run.conversation)
            }
            budget -= part.count
            job.advance(rows: part.count)
            if job.rowsDone == rows.count {
                job.finishRun()
                runRows = nil
            }
        }
        if job.isDone {
            statements.setIndexed.bind(job.through, at: 1)
            try statements.setIndexed.run()
        }
        self.job = job
    }

    /// After the commit: forgets what is indexed.
    func endIndexing() {
        guard let job, job.isDone else { return }
        recent.endIndexing()
        requests.endIndexing()
        self.job = nil
    }

    /// Remembers a request for ever.
    func insert(
        _ request: RequestKey, conversation: Int64, position: Int64?, seq: Int64
    ) throws(SQLiteFailure) {
        let statement = statements.insertRequest
        texts.clear(reserving: request.user.utf8.count + request.clientID.utf8.count)
        statement.bind(conversation, at: 1)
        statement.bind(position, at: 2)
        statement.bind(seq, at: 3)
        statement.bind(texts.place(request.user), at: 4)
        statement.bind(texts.place(request.clientID), at: 5)
        try statement.run()
    }

    private func write(_ row: RunRows.Row, of conversation: Int64) throws(SQLiteFailure) {
        switch row {
        case .request(let key, let request):
            try insert(key, conversation: conversation, position: request.position, seq: request.seq)
        case .mark(let user, let seq):
            try moveReadMark(of: user, conversation: conversation, to: seq)
        }
    }

    /// Writes a run's activity and segments and gets its other rows ready. Returns how many rows these were.
    private func index(_ run: RecentRun) throws(SQLiteFailure) -> Int {
        runRows = RunRows(requests: requests.beingIndexed(in: run.conversation), marks: run.marks)
        try update(run)
        var count = 1
        for start in stride(from: 0, to: run.places.count, by: Self.segmentLength) {
            let part = run.places[start..<min(start + Self.segmentLength, run.places.count)]
            try insertSegment(run.conversation, firstSeq: run.firstSeq + Int64(start), part)
            count += 1
        }
        return count
    }

    private func update(_ run: RecentRun) throws(SQLiteFailure) {
        let statement = statements.updateActivity
        statement.bind(run.conversation, at: 1)
        statement.bind(run.lastSeq, at: 2)
        statement.bind(run.updatedAt, at: 3)
        try statement.run()
    }

    private func insertSegment(
        _ conversation: Int64, firstSeq: Int64, _ places: ArraySlice<LogPlace>
    ) throws(SQLiteFailure) {
        let statement = statements.insertSegment
        let packed = places.map(\.packed.littleEndian)
        statement.bind(conversation, at: 1)
        statement.bind(firstSeq, at: 2)
        packed.withUnsafeBytes { statement.bind(copying: $0, at: 3) }
        try statement.run()
        guard !places.contains(where: \.isMessage) else { return }
        try QuietStretch(conversation: conversation, first: firstSeq, through: firstSeq + Int64(places.count) - 1)
            .write(extending: statements.extendQuiet, inserting: statements.insertQuiet) { lastChanges }
    }
}
