import Chat
import Essentials
import Wire

extension Writer {
    /// Stores a message under the conversation's next `seq`, unless its author sent it before.
    func append(_ message: NewMessage) throws(SQLiteFailure) -> StoreOutcome {
        guard let conversation = try conversation(message.conversationID) else { return .noConversation }
        let request = message.clientID.map { RequestKey(user: message.author.id, clientID: $0) }
        if let request, let earlier = try outcome(of: request, in: conversation) { return earlier }
        if let answered = message.replyTo, try find(answered, in: conversation) == nil { return .refused(.noMessage) }
        guard let uploads = try uploads(for: message, in: conversation) else { return .refused(.badAttachment) }
        let position = nextPosition
        var traits: Traits = []
        if !uploads.isEmpty { traits.insert(.attachments) }
        if try insertDetails(of: message, at: position) { traits.insert(.details) }
        try insert(message, conversation: conversation.key, seq: conversation.lastSeq + 1, position: position, traits)
        try tie(uploads, to: position)
        conversation.updatedAt = message.createdAtMilliseconds
        let seq = note(
            message.id, isMessage: true, in: conversation, request: request, reader: ExactText(message.author.id))
        return .appended(seq: seq, attachments: uploads.map(\.attachment))
    }

    /// Inserts a message's row at the next position.
    func insert(
        _ message: NewMessage, conversation: Int64, seq: Int64, position: Int64, _ traits: Traits
    ) throws(SQLiteFailure) {
        let statement = statements.insertMessage
        texts.clear(reserving: message.textBytes)
        statement.bind(position, at: 1)
        statement.bind(conversation, at: 2)
        statement.bind(seq, at: 3)
        statement.bind(message.createdAtMilliseconds, at: 4)
        statement.bind(texts.place(message.id), at: 5)
        statement.bind(texts.place(message.role.rawValue), at: 6)
        statement.bind(texts.place(message.author.id), at: 7)
        statement.bind(texts.place(message.author.name), at: 8)
        statement.bind(texts.place(message.content), at: 9)
        statement.bind(texts.place(message.clientID), at: 10)
        statement.bind(texts.place(message.replyTo), at: 11)
        statement.bind(texts.place(message.status.rawValue), at: 12)
        statement.bind(traits.rawValue, at: 13)
        try statement.run()
    }

    /// Stores what only generated messages have. Returns whether there is any.
    func insertDetails(of message: NewMessage, at position: Int64) throws(SQLiteFailure) -> Bool {
        guard message.model != nil || message.usage != nil else { return false }
        try insert(AnswerDetails(model: message.model, usage: message.usage), at: position)
        return true
    }
}

extension NewMessage {
    /// The bytes of all texts that are stored.
    fileprivate var textBytes: Int {
        id.utf8.count + role.rawValue.utf8.count + author.id.utf8.count + author.name.utf8.count + content.utf8.count
            + (clientID?.utf8.count ?? 0) + (replyTo?.utf8.count ?? 0) + status.rawValue.utf8.count
    }
}
