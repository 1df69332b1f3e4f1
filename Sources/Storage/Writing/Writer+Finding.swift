import Chat

/// Messages by their id. All that the transaction sees are in the index of ids, recent ones too.
extension Writer {
    /// Where the message is; nil when the conversation has none with this id.
    func find(_ messageID: String, in conversation: StoredConversation) throws(SQLiteFailure) -> (position: Int64, seq: Int64)? {
        let statement = statements.messagePosition
        statement.bind(copying: messageID, at: 1)
        statement.bind(conversation.key, at: 2)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        return (statement.integer(0), statement.integer(1))
    }

    /// The message; nil when the conversation has none with this id.
    func message(_ messageID: String, in conversation: StoredConversation) throws(SQLiteFailure) -> MessageRow? {
        let statement = statements.messageRow
        statement.bind(copying: messageID, at: 1)
        statement.bind(conversation.key, at: 2)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        return MessageRow(
            position: statement.integer(0), role: statement.text(1), authorID: statement.text(2), content: statement.text(3),
            traits: Traits(rawValue: statement.integer(4)), reactions: statement.optionalText(5))
    }
}
