import Chat
import Essentials

/// How far participants have read: by saying so, at once; by saying something, with the indexing.
extension Writer {
    func markRead(
        _ conversationID: String, user: String, seq: Int64, clientID: String?
    ) throws(SQLiteFailure) -> StoreOutcome {
        guard let conversation = try conversation(conversationID) else { return .noConversation }
        let request = clientID.map { RequestKey(user: user, clientID: $0) }
        if let request, let earlier = try outcome(of: request, in: conversation) { return earlier }
        let row = try participant(user, in: conversation)
        let outcome = try moveReadMark(row, of: user, in: conversation, to: min(seq, conversation.lastSeq))
        if let request, case .read(let seq, _) = outcome {
            try insert(request, conversation: conversation.key, position: nil, seq: seq)
        }
        return outcome
    }

    /// Moves the mark of who said something, once that is indexed.
    func moveReadMark(of user: String, conversation: Int64, to seq: Int64) throws(SQLiteFailure) {
        let statement = statements.moveReadMarkOfUser
        statement.bind(conversation, at: 1)
        statement.bind(copying: user, at: 2)
        statement.bind(seq, at: 3)
        try statement.run()
    }

    func participant(_ user: String, in conversation: StoredConversation) throws(SQLiteFailure) -> ParticipantRow? {
        let statement = statements.participant
        statement.bind(conversation.key, at: 1)
        statement.bind(copying: user, at: 2)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        return ParticipantRow(
            key: statement.integer(0), name: statement.text(1), lastReadSeq: statement.integer(2),
            joinedAfter: statement.integer(3), isOperator: statement.integer(4) != 0)
    }

    /// Who takes no part in the conversation leaves no mark.
    private func moveReadMark(
        _ row: ParticipantRow?, of user: String, in conversation: StoredConversation, to seq: Int64
    ) throws(SQLiteFailure) -> StoreOutcome {
        guard let row else { return .read(seq: 0, moved: false) }
        let mark = row.readMark(with: recentMark(of: user, in: conversation))
        guard seq > mark else { return .read(seq: mark, moved: false) }
        statements.moveReadMark.bind(row.key, at: 1)
        statements.moveReadMark.bind(seq, at: 2)
        try statements.moveReadMark.run()
        return .read(seq: seq, moved: true)
    }

    /// The last that the user said and that is in no index, in this transaction or before.
    private func recentMark(of user: String, in conversation: StoredConversation) -> Int64? {
        for event in stored.dropFirst(markedCount) {
            guard let reader = event.reader else { continue }
            marks[event.conversation.key, default: [:]][reader] = event.seq
        }
        markedCount = stored.count
        return marks[conversation.key]?[ExactText(user)] ?? recent.runs(of: conversation.id).mark(of: user)
    }
}
