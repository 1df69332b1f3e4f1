import GRDB

/// Finds the messages of one conversation by `seq`: in the segments of a snapshot and among the recent ones.
struct MessageIndex {
    private let key: Int64
    private let recent: RecentRuns
    private let segments: PreparedStatement
    private let lastSegment: PreparedStatement

    /// Nil when there is no such conversation.
    init?(_ database: Database, conversation id: String, recent: RecentRuns) throws {
        let conversation = PreparedStatement(
            try database.cachedStatement(sql: "SELECT key FROM conversations WHERE id = ?"))
        conversation.bind(copying: id, at: 1)
        defer { conversation.reset() }
        guard try conversation.step() else { return nil }
        key = conversation.integer(0)
        self.recent = recent
        lastSegment = PreparedStatement(
            try database.cachedStatement(
                sql: "SELECT first_seq, positions FROM segments WHERE conversation = ? ORDER BY first_seq DESC LIMIT 1"))
        segments = PreparedStatement(
            try database.cachedStatement(
                sql: """
                    SELECT first_seq, positions FROM segments
                    WHERE conversation = ?1 AND first_seq <= ?3 AND first_seq >= (
                        SELECT coalesce(max(first_seq), 0) FROM segments WHERE conversation = ?1 AND first_seq <= ?2)
                    ORDER BY first_seq
                    """))
    }

    /// The conversation's last `seq`, 0 when it has no message.
    ///
    /// The snapshot may be later than what is known of the recent ones, and its index further.
    func lastSeq() throws(SQLiteFailure) -> Int64 {
        lastSegment.bind(key, at: 1)
        defer { lastSegment.reset() }
        let indexed = try lastSegment.step() ? lastSegment.run(0, 1, of: key).lastSeq : 0
        return max(indexed, recent.last?.lastSeq ?? 0)
    }

    /// Where the messages with these `seq` are, in their order.
    ///
    /// - Parameter range: from 1 to ``lastSeq()``.
    func positions(_ range: ClosedRange<Int64>) throws(SQLiteFailure) -> [Int64] {
        var positions: [Int64] = []
        positions.reserveCapacity(range.count)
        let firstRecent = recent.firstSeq ?? .max
        if range.lowerBound < firstRecent {
            try addIndexed(range.lowerBound...min(range.upperBound, firstRecent - 1), to: &positions)
        }
        var seq = range.lowerBound + Int64(positions.count)
        while seq <= range.upperBound, let position = recent.position(of: seq) {
            positions.append(position)
            seq += 1
        }
        // Past what was recent: it was stored and indexed since.
        if seq <= range.upperBound {
            try addIndexed(seq...range.upperBound, to: &positions)
        }
        guard positions.count == range.count else { throw SQLiteFailure(corrupt: "the index of messages has a gap") }
        return positions
    }

    private func addIndexed(_ range: ClosedRange<Int64>, to positions: inout [Int64]) throws(SQLiteFailure) {
        segments.bind(key, at: 1)
        segments.bind(range.lowerBound, at: 2)
        segments.bind(range.upperBound, at: 3)
        defer { segments.reset() }
        var seq = range.lowerBound
        while try segments.step() {
            let run = segments.run(0, 1, of: key)
            while seq <= range.upperBound, let position = run.position(of: seq) {
                positions.append(position)
                seq += 1
            }
        }
    }
}

extension PreparedStatement {
    /// The segment in the current row.
    fileprivate func run(_ firstSeq: Int32, _ positions: Int32, of conversation: Int64) -> RecentRun {
        let bytes = bytes(positions)
        let unpacked = stride(from: 0, to: bytes.count & ~7, by: 8).map {
            Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Int64.self))
        }
        return RecentRun(conversation: conversation, firstSeq: integer(firstSeq), positions: unpacked, updatedAt: 0)
    }
}
