import Chat
import Wire

extension Writer {
    /// The conversation with this id as the running transaction sees it, or nil.
    func conversation(_ id: String) throws(SQLiteFailure) -> StoredConversation? {
        if let known = conversations[id] { return known }
        let statement = statements.conversation
        statement.bind(copying: id, at: 1)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        let lastSeq = recent.runs(of: id).last?.lastSeq ?? statement.integer(1)
        let found = StoredConversation(key: statement.integer(0), id: id, lastSeq: lastSeq)
        conversations[id] = found
        return found
    }

    func create(_ record: ConversationRecord, participants: [UserRef]) throws(SQLiteFailure) -> StoreOutcome {
        if try conversation(record.id) != nil { return .exists }
        let key = try insert(record)
        let activity = statements.insertActivity
        activity.bind(key, at: 1)
        activity.bind(record.updatedAtMilliseconds, at: 2)
        try activity.run()
        for user in participants {
            try insert(user, conversation: key, atMilliseconds: record.createdAtMilliseconds)
        }
        return .done(changed: true)
    }

    private func insert(_ record: ConversationRecord) throws(SQLiteFailure) -> Int64 {
        let statement = statements.insertConversation
        statement.bind(copying: record.id, at: 1)
        statement.bind(copying: record.title, at: 2)
        statement.bind(copying: record.kind.rawValue, at: 3)
        statement.bind(copying: record.createdBy, at: 4)
        statement.bind(record.createdAtMilliseconds, at: 5)
        defer { statement.reset() }
        guard try statement.step() else { throw SQLiteFailure(corrupt: "a new conversation got no key") }
        return statement.integer(0)
    }
}
