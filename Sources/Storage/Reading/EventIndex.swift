import GRDB

/// Finds the events of one conversation by `seq`: in the segments of a snapshot and among the recent ones.
struct EventIndex {
    /// The conversation's key.
    let key: Int64
    private let recent: RecentRuns
    private let statements: Statements

    /// What every conversation's index is read with.
    struct Statements {
        let segments: PreparedStatement
        let lastSegment: PreparedStatement
        let quiet: PreparedStatement

        init(_ database: Database) throws {
            segments = try PreparedStatement(database, .segments)
            lastSegment = try PreparedStatement(database, .lastSegment)
            quiet = try PreparedStatement(database, .quiet)
        }
    }

    /// Nil when there is no such conversation.
    init?(_ database: Database, conversation id: String, recent: RecentRuns) throws {
        let conversation = try PreparedStatement(database, .conversationKey)
        conversation.bind(copying: id, at: 1)
        defer { conversation.reset() }
        guard try conversation.step() else { return nil }
        self.init(try Statements(database), key: conversation.integer(0), recent: recent)
    }

    init(_ statements: Statements, key: Int64, recent: RecentRuns) {
        self.key = key
        self.recent = recent
        self.statements = statements
    }

    /// The conversation's last `seq`, 0 when nothing happened in it.
    ///
    /// The snapshot may be later than what is known of the recent ones, and its index further.
    func lastSeq() throws(SQLiteFailure) -> Int64 {
        let lastSegment = statements.lastSegment
        lastSegment.bind(key, at: 1)
        defer { lastSegment.reset() }
        let indexed = try lastSegment.step() ? lastSegment.lastSeqOfSegment : 0
        return max(indexed, recent.last?.lastSeq ?? 0)
    }

    /// Where the events with these `seq` are, in their order.
    ///
    /// - Parameter range: from 1 to ``lastSeq()``.
    func places(_ range: ClosedRange<Int64>) throws(SQLiteFailure) -> [LogPlace] {
        var places: [LogPlace] = []
        places.reserveCapacity(range.count)
        let firstRecent = recent.firstSeq ?? .max
        if range.lowerBound < firstRecent {
            try addIndexed(range.lowerBound...min(range.upperBound, firstRecent - 1), to: &places)
        }
        var seq = range.lowerBound + Int64(places.count)
        while seq <= range.upperBound, let place = recent.place(of: seq) {
            places.append(place)
            seq += 1
        }
        // Past what was recent: it was stored and indexed since.
        if seq <= range.upperBound {
            try addIndexed(seq...range.upperBound, to: &places)
        }
        guard places.count == range.count else { throw SQLiteFailure(corrupt: "the index of events has a gap") }
        return places
    }

    /// The stretch without messages that this `seq` is in, as far as it is known; nil when it is in none.
    func quietStretch(at seq: Int64) throws(SQLiteFailure) -> ClosedRange<Int64>? {
        let quiet = statements.quiet
        quiet.bind(key, at: 1)
        quiet.bind(seq, at: 2)
        defer { quiet.reset() }
        guard try quiet.step(), quiet.integer(0) <= seq, seq <= quiet.integer(1) else { return nil }
        return quiet.integer(0)...quiet.integer(1)
    }

    private func addIndexed(_ range: ClosedRange<Int64>, to places: inout [LogPlace]) throws(SQLiteFailure) {
        let segments = statements.segments
        segments.bind(key, at: 1)
        segments.bind(range.lowerBound, at: 2)
        segments.bind(range.upperBound, at: 3)
        defer { segments.reset() }
        var seq = range.lowerBound
        while try segments.step() {
            let first = segments.integer(0)
            let entries = segments.bytes(1)
            let last = min(range.upperBound, first + Int64(entries.count / 8) - 1)
            guard seq >= first, seq <= last else { continue }
            for entry in Int(seq - first)...Int(last - first) {
                let packed = entries.loadUnaligned(fromByteOffset: entry * 8, as: Int64.self)
                places.append(LogPlace(packed: Int64(littleEndian: packed)))
            }
            seq = last + 1
        }
    }
}

extension PreparedStatement {
    /// The last `seq` of the segment in the current row.
    fileprivate var lastSeqOfSegment: Int64 {
        integer(0) + Int64(bytes(1).count / 8) - 1
    }
}
