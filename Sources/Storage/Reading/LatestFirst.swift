import Chat

/// Picks the conversations of one page from all that may be on it: latest activity first, those of one moment by id.
struct LatestFirst {
    private let limit: Int
    private let before: ConversationCursor?
    private var kept: [ConversationCursor] = []
    /// Older ones need not be kept.
    private var oldest = Int64.min

    /// - Parameters:
    ///   - limit: how many are wanted, a million at most.
    ///   - cursor: those from here on are not.
    init(limit: Int, before cursor: ConversationCursor?) {
        self.limit = max(0, min(limit, 1_000_000))
        before = cursor
    }

    /// Offers a conversation; its id is asked for only if it may be on the page.
    mutating func offer(updatedAt: Int64, id: () throws(SQLiteFailure) -> String) throws(SQLiteFailure) {
        guard limit > 0, updatedAt >= oldest, updatedAt <= before?.updatedAtMilliseconds ?? .max else { return }
        let offered = ConversationCursor(updatedAtMilliseconds: updatedAt, id: try id())
        if let before, !Self.isEarlierOnPage(before, offered) { return }
        kept.append(offered)
        if kept.count >= 2 * limit + 16 { trim() }
    }

    /// The page.
    mutating func page() -> [ConversationCursor] {
        trim()
        return kept
    }

    private mutating func trim() {
        kept.sort(by: Self.isEarlierOnPage)
        guard kept.count >= limit else { return }
        kept.removeLast(kept.count - limit)
        oldest = kept.last?.updatedAtMilliseconds ?? oldest
    }

    private static func isEarlierOnPage(_ left: ConversationCursor, _ right: ConversationCursor) -> Bool {
        (left.updatedAtMilliseconds, left.id) > (right.updatedAtMilliseconds, right.id)
    }
}
