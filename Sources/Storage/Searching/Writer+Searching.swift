/// The index of words is written in transactions of its own, between those that somebody waits for.
extension Writer {
    /// Messages whose words are written in one transaction, at most.
    static let searchPiece: Int64 = 256
    /// The text of those, in bytes, about. With it a transaction takes some milliseconds.
    static let searchPieceBytes = 128 << 10

    /// Where the last event is.
    var lastPosition: Int64 {
        nextPosition - 1
    }

    /// How many events wait for their words to be written.
    var unsearchable: Int64 {
        lastPosition - searchableThrough
    }

    /// Writes the words of the next messages.
    ///
    /// - Throws: when the transaction failed; nothing has changed then.
    func searchSome() throws(SQLiteFailure) {
        guard unsearchable > 0 else { return }
        do {
            try statements.begin.run()
            let through = try writeWords(through: min(lastPosition, searchableThrough + Self.searchPiece))
            statements.setSearchable.bind(through, at: 1)
            try statements.setSearchable.run()
            try statements.commit.run()
            searchableThrough = through
        } catch {
            rollback()
            throw error
        }
    }

    /// Takes the words of a content out and writes those of another, where they were written.
    func replaceWords(at position: Int64, in conversation: Int64, from old: String, to new: String) throws(SQLiteFailure) {
        guard position <= searchableThrough else { return }
        if !old.isEmpty {
            statements.deleteWords.bind(position, at: 1)
            statements.deleteWords.bind(copying: SearchText.text(old, conversation: conversation), at: 2)
            try statements.deleteWords.run()
        }
        if !new.isEmpty { try insertWords(of: new, at: position, in: conversation) }
    }

    /// Returns up to which position the words are written: `last`, or before when there was much text.
    private func writeWords(through last: Int64) throws(SQLiteFailure) -> Int64 {
        let rows = statements.messagesToSearch
        rows.bind(searchableThrough, at: 1)
        rows.bind(last, at: 2)
        defer { rows.reset() }
        var bytes = 0
        while try rows.step() {
            let content = rows.text(2)
            try insertWords(of: content, at: rows.integer(0), in: rows.integer(1))
            bytes += content.utf8.count
            if bytes >= Self.searchPieceBytes { return rows.integer(0) }
        }
        return last
    }

    private func insertWords(of content: String, at position: Int64, in conversation: Int64) throws(SQLiteFailure) {
        statements.insertWords.bind(position, at: 1)
        statements.insertWords.bind(copying: SearchText.text(content, conversation: conversation), at: 2)
        try statements.insertWords.run()
    }
}
