import Chat

/// Picks the conversations of one page from all that may be on it: latest activity first, those of one moment by id.
struct LatestFirst {
    /// A conversation and how far it is.
    struct Entry {
        let key: Int64
        let id: String
        let lastSeq: Int64
        /// Unix time, milliseconds.
        let updatedAt: Int64
    }

    private let limit: Int
    private let before: ConversationCursor?
    private var kept: [Entry] = []
    /// Older ones need not be kept.
    private var oldest = Int64.min

    /// - Parameters:
    ///   - limit: how many are wanted, a million at most.
    ///   - cursor: those from here on are not.
    init(limit: Int, before cursor: ConversationCursor?) {
        self.limit = max(0, min(limit, 1_000_000))
        before = cursor
    }

    /// Whether a conversation with this time may still be on the page.
    mutating func mayTake(updatedAt: Int64) -> Bool {
        if kept.count >= limit, updatedAt < kept.lazy.map(\.updatedAt).min() ?? .min { return false }
        return limit > 0 && updatedAt >= oldest
    }

    /// Offers a conversation; its id is asked for only if it may be on the page.
    mutating func offer(
        _ key: Int64, lastSeq: Int64 = 0, updatedAt: Int64, id: () throws(SQLiteFailure) -> String
    ) throws(SQLiteFailure) {
        guard limit > 0, updatedAt >= oldest, updatedAt <= before?.updatedAtMilliseconds ?? .max else { return }
        let offered = Entry(key: key, id: try id(), lastSeq: lastSeq, updatedAt: updatedAt)
        if let before, (offered.updatedAt, offered.id) >= (before.updatedAtMilliseconds, before.id) { return }
        kept.append(offered)
        if kept.count >= 2 * limit + 16 { trim() }
    }

    /// The page.
    mutating func page() -> [Entry] {
        trim()
        return kept
    }

    private mutating func trim() {
        kept.sort { ($0.updatedAt, $0.id) > ($1.updatedAt, $1.id) }
        guard kept.count >= limit else { return }
        kept.removeLast(kept.count - limit)
        oldest = kept.last?.updatedAt ?? oldest
    }
}
