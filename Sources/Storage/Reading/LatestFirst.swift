import Chat

/// Picks the conversations of one page from all that may be on it: latest activity first, those of one moment by id.
///
/// Ids are asked for only where two conversations have the same time, which few have: each is a look into another table.
struct LatestFirst {
    /// A conversation and how far it is.
    struct Entry {
        let key: Int64
        let lastSeq: Int64
        /// Unix time, milliseconds.
        let updatedAt: Int64
        /// The key of the user's own row as a participant, when the list is theirs.
        let participant: Int64?
    }

    private let limit: Int
    private let before: ConversationCursor?
    private let id: (Int64) throws -> String
    private var kept: [Entry] = []
    /// Older ones need not be kept.
    private var oldest = Int64.min

    /// - Parameters:
    ///   - limit: how many are wanted, a million at most.
    ///   - cursor: those from here on are not.
    ///   - id: the id of the conversation with this key.
    init(limit: Int, before cursor: ConversationCursor?, id: @escaping (Int64) throws -> String) {
        self.limit = max(0, min(limit, 1_000_000))
        before = cursor
        self.id = id
    }

    /// Whether a conversation with this time may still be on the page.
    mutating func mayTake(updatedAt: Int64) -> Bool {
        if kept.count >= limit, updatedAt < kept.lazy.map(\.updatedAt).min() ?? .min { return false }
        return limit > 0 && updatedAt >= oldest
    }

    /// Offers a conversation.
    mutating func offer(_ key: Int64, lastSeq: Int64 = 0, updatedAt: Int64, participant: Int64? = nil) throws {
        guard limit > 0, updatedAt >= oldest else { return }
        if let before {
            guard updatedAt <= before.updatedAtMilliseconds else { return }
            if updatedAt == before.updatedAtMilliseconds, try id(key) >= before.id { return }
        }
        kept.append(Entry(key: key, lastSeq: lastSeq, updatedAt: updatedAt, participant: participant))
        if kept.count >= 2 * limit + 16 { try trim() }
    }

    /// The page.
    mutating func page() throws -> [Entry] {
        try trim()
        return kept
    }

    private mutating func trim() throws {
        try kept.sort { first, second in
            first.updatedAt == second.updatedAt ? try id(first.key) > id(second.key) : first.updatedAt > second.updatedAt
        }
        guard kept.count >= limit else { return }
        kept.removeLast(kept.count - limit)
        oldest = kept.last?.updatedAt ?? oldest
    }
}
