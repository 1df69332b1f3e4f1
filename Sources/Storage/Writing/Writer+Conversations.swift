import Chat
import Essentials
import Wire

extension Writer {
    /// The conversation with this id as the running transaction sees it, or nil.
    func conversation(_ id: String) throws(SQLiteFailure) -> StoredConversation? {
        if let known = conversations[id] { return known }
        let statement = statements.conversation
        statement.bind(copying: id, at: 1)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        let recent = recent.runs(of: id).last
        let found = StoredConversation(
            key: statement.integer(0), id: id, lastSeq: recent?.lastSeq ?? statement.integer(6),
            updatedAt: recent?.updatedAt ?? statement.integer(7))
        conversations[id] = found
        return found
    }

    func create(_ record: ConversationRecord, participants: [UserRef]) throws(SQLiteFailure) -> StoreOutcome {
        if try conversation(record.id) != nil { return .exists }
        guard participants.count <= ConversationRecord.participantLimit else { return .refused(.tooManyParticipants) }
        let key = try insert(record)
        let activity = statements.insertActivity
        activity.bind(key, at: 1)
        activity.bind(record.updatedAtMilliseconds, at: 2)
        activity.bind(record.isArchived ? 1 : 0, at: 3)
        try activity.run()
        for user in participants {
            try insert(user, conversation: key, isOperator: false, after: 0, atMilliseconds: record.createdAtMilliseconds)
        }
        return .done(changed: true)
    }

    /// Changes what differs.
    func changeConversation(_ id: String, _ change: ConversationChange) throws(SQLiteFailure) -> StoreOutcome {
        let row = statements.conversation
        row.bind(copying: id, at: 1)
        defer { row.reset() }
        guard try row.step() else { return .noConversation }
        let key = row.integer(0)
        let title = change.title ?? row.text(2)
        let assistant = change.resetsAssistant ? nil : change.assistant?.rawValue ?? row.optionalText(8)
        let isArchived = change.isArchived ?? (row.integer(9) != 0)
        var hasChanged = false
        if ExactText(title) != ExactText(row.text(2)) || assistant != row.optionalText(8) {
            statements.changeConversation.bind(key, at: 1)
            statements.changeConversation.bind(copying: title, at: 2)
            statements.changeConversation.bind(copying: assistant, at: 3)
            try statements.changeConversation.run()
            hasChanged = true
        }
        if isArchived != (row.integer(9) != 0) {
            statements.archive.bind(key, at: 1)
            statements.archive.bind(isArchived ? 1 : 0, at: 2)
            try statements.archive.run()
            hasChanged = true
        }
        return .done(changed: hasChanged)
    }

    private func insert(_ record: ConversationRecord) throws(SQLiteFailure) -> Int64 {
        let statement = statements.insertConversation
        statement.bind(copying: record.id, at: 1)
        statement.bind(copying: record.title, at: 2)
        statement.bind(copying: record.kind.rawValue, at: 3)
        statement.bind(copying: record.createdBy, at: 4)
        statement.bind(record.createdAtMilliseconds, at: 5)
        statement.bind(copying: record.assistant?.rawValue, at: 6)
        defer { statement.reset() }
        guard try statement.step() else { throw SQLiteFailure(corrupt: "a new conversation got no key") }
        return statement.integer(0)
    }
}
