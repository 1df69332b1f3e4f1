import Chat
import Wire

extension Writer {
    /// Stores a message under the conversation's next `seq`, unless its author sent it before.
    func append(_ message: NewMessage) throws(SQLiteFailure) -> StoreOutcome {
        guard let conversation = try conversation(message.conversationID) else { return .noConversation }
        let request = message.clientID.map { RequestKey(user: message.author.id, clientID: $0) }
        if let request, let earlier = try outcome(of: request, in: conversation) { return earlier }
        let seq = conversation.lastSeq + 1
        let position = nextPosition
        try insert(message, conversation: conversation.key, seq: seq, position: position)
        nextPosition += 1
        conversation.lastSeq = seq
        stored.append(
            StoredMessage(
                conversation: conversation, seq: seq, position: position, createdAt: message.createdAtMilliseconds,
                request: request))
        if let request {
            requests.add(request, in: conversation.key, StoredRequest(messageID: message.id, position: position, seq: seq))
        }
        return .appended(seq: seq)
    }

    /// What the request came to when it was first made; nil when it is new.
    func outcome(
        of request: RequestKey, in conversation: StoredConversation
    ) throws(SQLiteFailure) -> StoreOutcome? {
        if let recent = requests.find(request, in: conversation.key) {
            return .repeated(messageID: recent.messageID, seq: recent.seq)
        }
        let statement = statements.request
        texts.clear(reserving: request.user.utf8.count + request.clientID.utf8.count)
        statement.bind(conversation.key, at: 1)
        statement.bind(texts.place(request.user), at: 2)
        statement.bind(texts.place(request.clientID), at: 3)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        return .repeated(messageID: statement.optionalText(0), seq: statement.integer(1))
    }

    private func insert(
        _ message: NewMessage, conversation: Int64, seq: Int64, position: Int64
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
        try statement.run()
    }
}

extension NewMessage {
    /// The bytes of all texts that are stored.
    fileprivate var textBytes: Int {
        id.utf8.count + role.rawValue.utf8.count + author.id.utf8.count + author.name.utf8.count + content.utf8.count
            + (clientID?.utf8.count ?? 0) + (replyTo?.utf8.count ?? 0)
    }
}
