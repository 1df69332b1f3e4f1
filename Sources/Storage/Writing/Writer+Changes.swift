import Chat
import Essentials
import GRDBSQLite
import Wire

/// Changes to messages: in place, and an event under the next `seq`.
extension Writer {
    /// A message as it is, as far as changes ask.
    struct MessageRow {
        let position: Int64
        let role: String
        let authorID: String
        let content: String
        let traits: Traits
        let reactions: String?
    }

    func change(_ change: MessageChange) throws(SQLiteFailure) -> StoreOutcome {
        guard let conversation = try conversation(change.conversationID) else { return .noConversation }
        let request = change.clientID.map { RequestKey(user: change.user.id, clientID: $0) }
        if let request, let earlier = try outcome(of: request, in: conversation) { return earlier }
        guard let row = try message(change.messageID, in: conversation) else { return .refused(.noMessage) }
        if let refusal = change.refusal(for: row) { return .refused(refusal) }
        let outcome =
            switch change.kind {
            case .edit(let content): try erasing { () throws(SQLiteFailure) in try edit(row, content, change, in: conversation, request) }
            case .delete: try erasing { () throws(SQLiteFailure) in try delete(row, change, in: conversation, request) }
            case .reaction(let emoji, let isAdded): try react(row, emoji, isAdded, change, in: conversation, request)
            }
        if case .unchanged = outcome, let request {
            try insert(request, conversation: conversation.key, position: row.position, seq: 0)
        }
        return outcome
    }

    /// Lets SQLite overwrite what `body` takes away, pages that become free too; else only what is on pages that it writes
    /// anyhow. <https://www.sqlite.org/pragma.html#pragma_secure_delete>
    func erasing<T>(_ body: () throws(SQLiteFailure) -> T) throws(SQLiteFailure) -> T {
        sqlite3_exec(connection, "PRAGMA secure_delete = ON", nil, nil, nil)
        defer { sqlite3_exec(connection, "PRAGMA secure_delete = FAST", nil, nil, nil) }
        return try body()
    }

    private func edit(
        _ row: MessageRow, _ content: String, _ change: MessageChange, in conversation: StoredConversation, _ request: RequestKey?
    ) throws(SQLiteFailure) -> StoreOutcome {
        let statement = statements.editMessage
        statement.bind(row.position, at: 1)
        statement.bind(copying: content, at: 2)
        statement.bind(change.atMilliseconds, at: 3)
        try statement.run()
        try replaceWords(at: row.position, in: conversation.key, from: row.content, to: content)
        let seq = try log(LaterEvent(.edited, change, content), in: conversation, request: request)
        let edit = MessageEdited(
            messageID: change.messageID, content: content, editedAtMilliseconds: change.atMilliseconds, user: change.user,
            clientID: change.clientID)
        return .changed(RoomEvent(seq: seq, .edited(edit)), uploads: [])
    }

    /// What was said goes from every place where it was.
    private func delete(
        _ row: MessageRow, _ change: MessageChange, in conversation: StoredConversation, _ request: RequestKey?
    ) throws(SQLiteFailure) -> StoreOutcome {
        guard !row.traits.contains(.deleted) else { return .unchanged(messageID: change.messageID) }
        statements.emptyMessage.bind(row.position, at: 1)
        statements.emptyMessage.bind(row.traits.subtracting(.attachments).union(.deleted).rawValue, at: 2)
        try statements.emptyMessage.run()
        statements.emptyEdits.bind(copying: change.messageID, at: 1)
        statements.emptyEdits.bind(conversation.key, at: 2)
        try statements.emptyEdits.run()
        statements.deleteReactions.bind(row.position, at: 1)
        try statements.deleteReactions.run()
        try replaceWords(at: row.position, in: conversation.key, from: row.content, to: "")
        let uploads = row.traits.contains(.attachments) ? try removeUploads(of: row.position) : []
        let seq = try log(LaterEvent(.deleted, change), in: conversation, request: request)
        let deletion = MessageDeleted(messageID: change.messageID, user: change.user, clientID: change.clientID)
        return .changed(RoomEvent(seq: seq, .deleted(deletion)), uploads: uploads)
    }

    private func react(
        _ row: MessageRow, _ emoji: String, _ isAdded: Bool, _ change: MessageChange, in conversation: StoredConversation,
        _ request: RequestKey?
    ) throws(SQLiteFailure) -> StoreOutcome {
        guard try hasReaction(row.position, emoji, change.user.id) != isAdded else {
            return .unchanged(messageID: change.messageID)
        }
        var summary = try ReactionSummary(row.reactions)
        if isAdded {
            guard summary.contains(emoji) || summary.counts.count < MessageChange.emojiLimit else {
                return .refused(.tooManyReactions)
            }
            summary.add(emoji)
        } else {
            summary.remove(emoji)
        }
        try write(isAdded ? statements.insertReaction : statements.deleteReaction, row.position, emoji, change.user.id)
        statements.setReactions.bind(row.position, at: 1)
        statements.setReactions.bind(copying: summary.text, at: 2)
        try statements.setReactions.run()
        var event = LaterEvent(isAdded ? .reactionAdded : .reactionRemoved, change, emoji)
        event.reactions = summary.text
        let seq = try log(event, in: conversation, request: request)
        let reaction = ReactionChanged(
            messageID: change.messageID, emoji: emoji, isAdded: isAdded, user: change.user, counts: summary.counts,
            clientID: change.clientID)
        return .changed(RoomEvent(seq: seq, .reaction(reaction)), uploads: [])
    }

    private func hasReaction(_ message: Int64, _ emoji: String, _ user: String) throws(SQLiteFailure) -> Bool {
        let statement = statements.reaction
        statement.bind(message, at: 1)
        statement.bind(copying: emoji, at: 2)
        statement.bind(copying: user, at: 3)
        defer { statement.reset() }
        return try statement.step()
    }

    private func write(
        _ statement: PreparedStatement, _ message: Int64, _ emoji: String, _ user: String
    ) throws(SQLiteFailure) {
        statement.bind(message, at: 1)
        statement.bind(copying: emoji, at: 2)
        statement.bind(copying: user, at: 3)
        try statement.run()
    }
}

extension Writer.LaterEvent {
    fileprivate init(_ kind: EventKind, _ change: MessageChange, _ content: String = "") {
        self.init(
            kind: kind, messageID: change.messageID, user: change.user, content: content, createdAt: change.atMilliseconds,
            clientID: change.clientID)
    }
}

extension MessageChange {
    /// Why it may not be made; nil when it may.
    fileprivate func refusal(for row: Writer.MessageRow) -> StoreRefusal? {
        let isDeleted = row.traits.contains(.deleted)
        switch kind {
        case .reaction:
            return isDeleted ? .isDeleted : nil
        case .edit, .delete:
            let isOwn = row.role == MessageRole.user.rawValue && ExactText(row.authorID) == ExactText(user.id)
            if !isOwn, !isAdmin { return .notAuthor }
            return isDeleted && kind != .delete ? .isDeleted : nil
        }
    }
}
