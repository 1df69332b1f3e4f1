import Chat
import Essentials
import Wire

/// The log: each event takes the next `seq` of its conversation and the next position of all.
extension Writer {
    /// An event that is no message.
    struct LaterEvent {
        var kind: EventKind
        /// The message that it is about.
        var messageID: String
        /// Who caused it.
        var user: UserRef
        var content = ""
        var createdAt: Int64
        var clientID: String?
        var traits: Traits = []
        var reactions: String?
    }

    /// Stores an event under the conversation's next `seq`. Returns that.
    func log(
        _ event: LaterEvent, in conversation: StoredConversation, request: RequestKey?
    ) throws(SQLiteFailure) -> Int64 {
        let statement = statements.insertEvent
        statement.bind(nextPosition, at: 1)
        statement.bind(conversation.key, at: 2)
        statement.bind(conversation.lastSeq + 1, at: 3)
        statement.bind(event.createdAt, at: 4)
        statement.bind(copying: event.messageID, at: 5)
        statement.bind(copying: MessageRole.system.rawValue, at: 6)
        statement.bind(copying: event.user.id, at: 7)
        statement.bind(copying: event.user.name, at: 8)
        statement.bind(copying: event.content, at: 9)
        statement.bind(copying: event.clientID, at: 10)
        statement.bind(event.kind.rawValue, at: 11)
        statement.bind(event.traits.rawValue, at: 12)
        statement.bind(copying: event.reactions, at: 13)
        try statement.run()
        return note(event.messageID, isMessage: false, in: conversation, request: request)
    }

    /// Notes the row that was just inserted under the next `seq` and position, so that it is found before it is indexed.
    ///
    /// - Parameter reader: whose read mark moves to it.
    /// - Returns: its `seq`.
    func note(
        _ messageID: String, isMessage: Bool, in conversation: StoredConversation, request: RequestKey?, reader: ExactText? = nil
    ) -> Int64 {
        let position = nextPosition
        let seq = conversation.lastSeq + 1
        nextPosition = position + 1
        conversation.lastSeq = seq
        stored.append(
            StoredEvent(
                conversation: conversation, seq: seq, place: LogPlace(position: position, isMessage: isMessage),
                updatedAt: conversation.updatedAt, request: request, reader: reader))
        if let request {
            requests.add(request, in: conversation.key, StoredRequest(messageID: messageID, position: position, seq: seq))
        }
        return seq
    }

    /// What the request came to when it was first made, without making it now.
    func findRequest(_ request: RequestKey, in conversationID: String) throws(SQLiteFailure) -> StoreOutcome {
        guard let conversation = try conversation(conversationID) else { return .noConversation }
        return try outcome(of: request, in: conversation) ?? .done(changed: false)
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
        let messageID = statement.optionalText(0)
        let seq = statement.integer(1)
        // No event has the seq 0: it is of a request that changed nothing of a message.
        return .repeated(messageID: messageID, seq: messageID != nil && seq == 0 ? nil : seq)
    }
}
