import GRDB

/// The indexes are written a little with each transaction, so that they cost no sync of their own and nobody waits for long.
///
/// One generation is indexed in the order of the indexes' keys, so that what is written to one page is written together. After
/// a kill in between, the whole generation is read again and indexed again, with the same rows.
extension Writer {
    /// Positions in one segment: 512 bytes, so that several fit on a page.
    static let segmentLength = 64

    /// Reads what is in no index yet.
    func loadRecent(_ database: Database) throws {
        let through = try Int64.fetchOne(database, sql: "SELECT through FROM indexed") ?? 0
        let rows = try PreparedStatement(
            database,
            """
            SELECT position, messages.conversation, seq, author_id, client_id, messages.id, conversations.id,
                messages.created_at
            FROM messages JOIN conversations ON key = messages.conversation WHERE position > ? ORDER BY position
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
        let conversation = conversations[id] ?? StoredConversation(key: key, id: id, lastSeq: seq)
        conversations[id] = conversation
        if let clientID = row.optionalText(4) {
            let request = RequestKey(user: row.text(3), clientID: clientID)
            requests.add(request, in: key, StoredRequest(messageID: row.text(5), position: position, seq: seq))
        }
        stored.append(
            StoredMessage(
                conversation: conversation, seq: seq, position: position, createdAt: row.integer(7), request: nil))
    }

    /// Begins to index the recent messages when there are enough of them and no others are being indexed.
    func beginIndexing() {
        guard job == nil, recentCount >= recentLimit else { return }
        job = IndexingJob(recent.beginIndexing())
        requests.beginIndexing()
        recentCount = 0
    }

    /// Does a share of the indexing: four rows for each message that the transaction stored, so that a generation, of at
    /// most three rows a message, is done before the next is full.
    func indexSome() throws(SQLiteFailure) {
        guard var job else { return }
        var budget = 16 + 4 * stored.count
        while budget > 0, !job.isDone {
            if runRequests.isEmpty {
                budget -= try index(job.runs[job.run])
            }
            let part = runRequests.dropFirst(job.requestsDone).prefix(max(1, budget))
            for (key, request) in part {
                try insert(key, conversation: job.runs[job.run].conversation, position: request.position, seq: request.seq)
            }
            budget -= part.count
            job.advance(requests: part.count)
            if job.requestsDone == runRequests.count {
                job.finishRun()
                runRequests = []
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

    /// Writes a run's activity and segments and gets its requests ready. Returns how many rows these were.
    private func index(_ run: RecentRun) throws(SQLiteFailure) -> Int {
        runRequests = requests.beingIndexed(in: run.conversation)
        try update(run)
        var count = 1
        for start in stride(from: 0, to: run.positions.count, by: Self.segmentLength) {
            let part = run.positions[start..<min(start + Self.segmentLength, run.positions.count)]
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
        _ conversation: Int64, firstSeq: Int64, _ positions: ArraySlice<Int64>
    ) throws(SQLiteFailure) {
        let statement = statements.insertSegment
        let packed = positions.map(\.littleEndian)
        statement.bind(conversation, at: 1)
        statement.bind(firstSeq, at: 2)
        packed.withUnsafeBytes { statement.bind(copying: $0, at: 3) }
        try statement.run()
    }
}
