import Chat
import GRDB
import Wire

/// Searches messages by their words in one snapshot.
struct SearchReader {
    private let database: Database
    private let query: SearchQuery

    /// A user of at most so many conversations is searched by these; the others' hits are walked.
    static let conversationLimit = 64
    /// Hits that are looked at for one page, at most; a page that ends here has a cursor to go on.
    static let hitLimit = 10_000

    init(_ database: Database, _ query: SearchQuery) {
        self.database = database
        self.query = query
    }

    /// A page, the latest first.
    ///
    /// - Parameter isComplete: whether all that was acknowledged before is in the index.
    func page(isComplete: Bool) throws -> SearchPage {
        let nothing = SearchPage(messages: [], next: nil, isComplete: isComplete)
        guard query.limit > 0, let words = try SearchWords(query.text, database), let scope = try scope() else { return nothing }
        let hits = try PreparedStatement(database, .search)
        hits.bind(copying: words.expression(in: scope.conversations), at: 1)
        hits.bind(query.before ?? .max, at: 2)
        defer { hits.reset() }
        let reader = try EventReader(database)
        var page = nothing
        var last: Int64?
        for _ in 0..<Self.hitLimit {
            guard try hits.step() else { return page }
            guard page.messages.count < query.limit else { break }
            let position = hits.integer(0)
            last = position
            if let message = try reader.message(at: position, in: scope.members) { page.messages.append(message) }
        }
        page.next = last
        return page
    }

    /// Where is searched: `conversations` as a part of the expression, `members` for each hit; nil is everywhere.
    private struct Scope {
        var conversations: [Int64]?
        var members: Set<Int64>?
    }

    /// Nil when there is nowhere to search.
    private func scope() throws -> Scope? {
        let own = try query.userID.map(conversations)
        if let id = query.conversationID {
            guard let key = try key(of: id), own?.contains(key) ?? true else { return nil }
            return Scope(conversations: [key])
        }
        guard let own else { return Scope() }
        guard !own.isEmpty else { return nil }
        return own.count <= Self.conversationLimit ? Scope(conversations: own.sorted()) : Scope(members: own)
    }

    private func conversations(of user: String) throws -> Set<Int64> {
        let rows = try PreparedStatement(database, .ownConversations)
        rows.bind(copying: user, at: 1)
        defer { rows.reset() }
        var keys: Set<Int64> = []
        while try rows.step() {
            keys.insert(rows.integer(0))
        }
        return keys
    }

    private func key(of id: String) throws -> Int64? {
        let row = try PreparedStatement(database, .conversationKey)
        row.bind(copying: id, at: 1)
        defer { row.reset() }
        return try row.step() ? row.integer(0) : nil
    }
}
