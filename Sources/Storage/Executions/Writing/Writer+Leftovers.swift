/// Events of executions that were deleted are erased piece by piece, in transactions of their own, so that nobody's write waits
/// for all of a long execution.
///
/// An execution is gone for everybody with its row, in one transaction: events are found by its key only. Which keys have events
/// left is stored with that, so a start goes on where the process before it stopped.
extension Writer {
    /// Events of an execution that one transaction erases, at most.
    static let erasurePiece: Int64 = 500
    /// The bytes of their texts, at most, unless one event alone has more. A text may have 64 KiB, and SQLite overwrites what is
    /// erased.
    static let erasureBytes: Int64 = 4 << 20

    /// Erases the next events.
    ///
    /// - Throws: when the transaction failed; nothing has changed then.
    func eraseSome() throws(SQLiteFailure) {
        guard hasLeftovers else { return }
        do {
            try statements.begin.run()
            let isDone = try erasing { () throws(SQLiteFailure) in try erasePiece() }
            try statements.commit.run()
            hasLeftovers = !isDone
        } catch {
            rollback()
            throw error
        }
    }

    /// - Returns: whether there was nothing to erase.
    private func erasePiece() throws(SQLiteFailure) -> Bool {
        guard let (key, lastSeq) = try leftover() else { return true }
        let first = try beginOfPiece(of: key, through: lastSeq)
        let rest = first - 1
        try deleteEvents(of: key, from: first, through: lastSeq)
        let statement = rest == 0 ? executions.deleteLeftover : executions.shortenLeftover
        statement.bind(key, at: 1)
        if rest > 0 { statement.bind(rest, at: 2) }
        try statement.run()
        return false
    }

    private func leftover() throws(SQLiteFailure) -> (key: Int64, lastSeq: Int64)? {
        let row = executions.leftover
        row.bind(0, at: 1)
        defer { row.reset() }
        return try row.step() ? (row.integer(0), row.integer(1)) : nil
    }

    /// The first event that is erased together with the last one.
    ///
    /// - Returns: its `seq`; 1 when all of them are one piece.
    func beginOfPiece(of key: Int64, through last: Int64) throws(SQLiteFailure) -> Int64 {
        let first = max(1, last - Self.erasurePiece + 1)
        let rows = executions.eventSizes
        rows.bind(try ExecutionEventPlace(execution: key, seq: first).position, at: 1)
        rows.bind(try ExecutionEventPlace(execution: key, seq: last).position, at: 2)
        defer { rows.reset() }
        var bytes: Int64 = 0
        while try rows.step() {
            bytes += rows.integer(1)
            let seq = ExecutionEventPlace(position: rows.integer(0)).seq
            // What is erased must become less each time.
            if bytes > Self.erasureBytes { return min(seq + 1, last) }
        }
        return first
    }

    func deleteEvents(of key: Int64, from first: Int64, through last: Int64) throws(SQLiteFailure) {
        let events = executions.deleteEvents
        events.bind(try ExecutionEventPlace(execution: key, seq: first).position, at: 1)
        events.bind(try ExecutionEventPlace(execution: key, seq: last).position, at: 2)
        try events.run()
    }

    /// The key of a new execution: SQLite would give the largest one again when its execution was deleted, and with it the events
    /// that are left.
    ///
    /// - Returns: nil when SQLite may choose.
    func freeKey() throws(SQLiteFailure) -> Int64? {
        guard hasLeftovers else { return nil }
        let row = executions.lastLeftover
        defer { row.reset() }
        return try row.step() ? row.integer(0) + 1 : nil
    }
}
