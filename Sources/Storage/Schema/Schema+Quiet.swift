import GRDB

/// What version 6 adds: where nothing was said for long.
extension Schema {
    /// A row says that none of the events `first_seq` to `through` is a message. It is written for segments without messages only,
    /// those that follow each other in one row, so that who looks for messages skips any number of other events at once, in both
    /// directions, and plain messages cost nothing. What it says stays true, since no event ever becomes a message.
    static let quietStretches = """
        CREATE TABLE quiet (
            conversation INTEGER NOT NULL,
            first_seq INTEGER NOT NULL,
            through INTEGER NOT NULL,
            PRIMARY KEY (conversation, first_seq)
        ) STRICT, WITHOUT ROWID;
        """

    /// Walks all segments once, in their order: some hundred thousand a second.
    static func fillQuietStretches(_ database: Database) throws {
        let segments = try PreparedStatement(
            database, "SELECT conversation, first_seq, positions FROM segments ORDER BY conversation, first_seq")
        let extend = try PreparedStatement(database, WriteStatement.extendQuiet.rawValue)
        let insert = try PreparedStatement(database, WriteStatement.insertQuiet.rawValue)
        defer { segments.reset() }
        while try segments.step() {
            let entries = segments.bytes(2)
            let isQuiet = stride(from: 0, to: entries.count - 7, by: 8).allSatisfy { offset in
                !LogPlace(packed: Int64(littleEndian: entries.loadUnaligned(fromByteOffset: offset, as: Int64.self))).isMessage
            }
            let first = segments.integer(1)
            guard isQuiet, entries.count >= 8 else { continue }
            try QuietStretch(conversation: segments.integer(0), first: first, through: first + Int64(entries.count / 8) - 1)
                .write(extending: extend, inserting: insert) { database.changesCount }
        }
    }
}
