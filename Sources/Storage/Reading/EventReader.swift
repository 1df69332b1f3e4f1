import Chat
import GRDB
import Wire

/// Reads rows of the log in one snapshot.
struct EventReader {
    private let rows: PreparedStatement
    private let details: PreparedStatement
    private let files: PreparedStatement
    private let conversations: PreparedStatement

    init(_ database: Database) throws {
        rows = try PreparedStatement(database, .event)
        details = try PreparedStatement(database, .answerDetails)
        files = try PreparedStatement(database, .attachments)
        conversations = try PreparedStatement(database, .conversationID)
    }

    /// The event at a position, with a message as it is now.
    ///
    /// - Parameter conversation: the id of its conversation.
    func event(at position: Int64, of conversation: String) throws(SQLiteFailure) -> RoomEvent {
        try read(position) { () throws(SQLiteFailure) in
            RoomEvent(seq: rows.integer(0), try content(at: position, of: conversation))
        }
    }

    /// The message at a position.
    func message(at position: Int64, of conversation: String) throws(SQLiteFailure) -> Message {
        try read(position) { () throws(SQLiteFailure) in try message(position, conversation) }
    }

    /// The message at a position; nil when it is not in one of these conversations. Nil for those is any.
    func message(at position: Int64, in keys: Set<Int64>?) throws(SQLiteFailure) -> Message? {
        try read(position) { () throws(SQLiteFailure) in
            let key = rows.integer(14)
            guard keys?.contains(key) ?? true else { return nil }
            conversations.bind(key, at: 1)
            defer { conversations.reset() }
            guard try conversations.step() else { throw SQLiteFailure(corrupt: "a message has no conversation") }
            return try message(position, conversations.text(0))
        }
    }

    private func read<T>(_ position: Int64, _ body: () throws(SQLiteFailure) -> T) throws(SQLiteFailure) -> T {
        rows.bind(position, at: 1)
        defer { rows.reset() }
        guard try rows.step() else { throw SQLiteFailure(corrupt: "an event is not where its index says") }
        return try body()
    }

    private func content(at position: Int64, of conversation: String) throws(SQLiteFailure) -> RoomEvent.Content {
        guard let kind = EventKind(rawValue: rows.integer(1)) else {
            throw SQLiteFailure(corrupt: "an event is of an unknown kind")
        }
        let (messageID, clientID) = (rows.text(2), rows.optionalText(8))
        switch kind {
        case .message:
            return .newMessage(try message(position, conversation))
        case .completed:
            return .answerCompleted(AnswerCompletion(messageID, try readDetails(position)))
        case .failed:
            guard let code = try readDetails(position).errorCode.flatMap(ErrorCode.init) else {
                throw SQLiteFailure(corrupt: "an answer failed with an unknown code")
            }
            return .answerFailed(AnswerFailure(messageID: messageID, code: code, message: rows.text(6)))
        case .edited:
            return .edited(
                MessageEdited(
                    messageID: messageID, content: rows.text(6), editedAtMilliseconds: rows.integer(7), user: author,
                    clientID: clientID))
        case .deleted:
            return .deleted(MessageDeleted(messageID: messageID, user: author, clientID: clientID))
        case .reactionAdded, .reactionRemoved:
            return .reaction(
                ReactionChanged(
                    messageID: messageID, emoji: rows.text(6), isAdded: kind == .reactionAdded, user: author,
                    counts: try ReactionSummary(rows.optionalText(13)).counts, clientID: clientID))
        }
    }

    private var author: UserRef {
        UserRef(id: rows.text(4), name: rows.text(5))
    }

    /// The message in the current row.
    private func message(_ position: Int64, _ conversation: String) throws(SQLiteFailure) -> Message {
        guard let role = MessageRole(rawValue: rows.text(3)), let status = MessageStatus(rawValue: rows.text(10))
        else { throw SQLiteFailure(corrupt: "a message has an unknown role or status") }
        var message = Message(
            id: rows.text(2), seq: rows.integer(0), conversationID: conversation, role: role, author: author,
            content: rows.text(6), createdAtMilliseconds: rows.integer(7), status: status,
            editedAtMilliseconds: rows.optionalInteger(12), replyTo: rows.optionalText(9), clientID: rows.optionalText(8))
        let traits = Traits(rawValue: rows.integer(11))
        message.deleted = traits.contains(.deleted)
        message.reactions = try ReactionSummary(rows.optionalText(13)).counts
        if traits.contains(.attachments) { message.attachments = try attachments(of: position) }
        if traits.contains(.details) {
            let details = try readDetails(position)
            message.model = details.model
            message.usage = details.usage
        }
        return message
    }

    private func attachments(of message: Int64) throws(SQLiteFailure) -> [Attachment] {
        files.bind(message, at: 1)
        defer { files.reset() }
        var found: [Attachment] = []
        while try files.step() {
            found.append(
                Attachment(id: files.text(0), fileName: files.text(1), contentType: files.text(2), size: files.integer(3)))
        }
        return found
    }

    private func readDetails(_ position: Int64) throws(SQLiteFailure) -> AnswerDetails {
        details.bind(position, at: 1)
        defer { details.reset() }
        guard try details.step() else { throw SQLiteFailure(corrupt: "an answer has no details") }
        var found = AnswerDetails(
            model: details.optionalText(0), finishReason: details.optionalText(1), errorCode: details.optionalText(2),
            duration: details.optionalInteger(6), firstChunk: details.optionalInteger(7))
        if let input = details.optionalInteger(3), let output = details.optionalInteger(4) {
            found.usage = TokenUsage(
                inputTokens: Int(input), outputTokens: Int(output), costUSD: details.optionalReal(5))
        }
        return found
    }
}

extension AnswerCompletion {
    fileprivate init(_ messageID: String, _ details: AnswerDetails) {
        self.init(
            messageID: messageID, finishReason: details.finishReason ?? "", usage: details.usage,
            durationMilliseconds: details.duration ?? 0, timeToFirstChunkMilliseconds: details.firstChunk)
    }
}
