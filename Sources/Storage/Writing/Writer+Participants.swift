import Chat
import Wire

extension Writer {
    /// A participant's row.
    private struct Row {
        let key: Int64
        let name: String
        let lastReadSeq: Int64
    }

    func addParticipant(
        _ conversationID: String, _ user: UserRef, atMilliseconds time: Int64
    ) throws(SQLiteFailure) -> StoreOutcome {
        guard let conversation = try conversation(conversationID) else { return .noConversation }
        guard let row = try participant(user.id, in: conversation) else {
            try insert(user, conversation: conversation.key, atMilliseconds: time)
            return .done(changed: true)
        }
        guard ExactText(row.name) != ExactText(user.name) else { return .done(changed: false) }
        statements.renameParticipant.bind(row.key, at: 1)
        statements.renameParticipant.bind(copying: user.name, at: 2)
        try statements.renameParticipant.run()
        return .done(changed: true)
    }

    func markRead(
        _ conversationID: String, user: String, seq: Int64, clientID: String?
    ) throws(SQLiteFailure) -> StoreOutcome {
        guard let conversation = try conversation(conversationID) else { return .noConversation }
        let request = clientID.map { RequestKey(user: user, clientID: $0) }
        if let request, let earlier = try outcome(of: request, in: conversation) { return earlier }
        let row = try participant(user, in: conversation)
        let outcome = try moveReadMark(row, to: min(seq, conversation.lastSeq))
        if let request, case .read(let seq, _) = outcome {
            try insert(request, conversation: conversation.key, position: nil, seq: seq)
        }
        return outcome
    }

    /// Adds a participant; does nothing when the user is one.
    func insert(_ user: UserRef, conversation: Int64, atMilliseconds time: Int64) throws(SQLiteFailure) {
        let statement = statements.insertParticipant
        statement.bind(conversation, at: 1)
        statement.bind(copying: user.id, at: 2)
        statement.bind(copying: user.name, at: 3)
        statement.bind(time, at: 4)
        try statement.run()
    }

    /// Who takes no part in the conversation leaves no mark.
    private func moveReadMark(_ row: Row?, to seq: Int64) throws(SQLiteFailure) -> StoreOutcome {
        guard let row else { return .read(seq: 0, moved: false) }
        guard seq > row.lastReadSeq else { return .read(seq: row.lastReadSeq, moved: false) }
        statements.moveReadMark.bind(row.key, at: 1)
        statements.moveReadMark.bind(seq, at: 2)
        try statements.moveReadMark.run()
        return .read(seq: seq, moved: true)
    }

    private func participant(_ user: String, in conversation: StoredConversation) throws(SQLiteFailure) -> Row? {
        let statement = statements.participant
        statement.bind(conversation.key, at: 1)
        statement.bind(copying: user, at: 2)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        return Row(key: statement.integer(0), name: statement.text(1), lastReadSeq: statement.integer(2))
    }
}
