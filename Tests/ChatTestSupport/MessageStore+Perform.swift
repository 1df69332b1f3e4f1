import Chat
import Wire

extension MessageStore {
    /// Commits one write and waits for it.
    public func perform(_ operation: StoreOperation) async -> Result<StoreOutcome, StoreError> {
        await withCheckedContinuation { continuation in
            enqueue(StoreWrite(operation) { continuation.resume(returning: $0) })
        }
    }

    /// Makes a conversation.
    @discardableResult
    public func create(
        _ id: String, kind: ConversationRecord.Kind = .private, by creator: String = "ada", at milliseconds: Int64 = 1_000,
        participants: [UserRef] = [UserRef(id: "ada", name: "Ada")]
    ) async -> Result<StoreOutcome, StoreError> {
        let record = ConversationRecord(
            id: id, title: "About \(id)", kind: kind, createdBy: creator, createdAtMilliseconds: milliseconds,
            updatedAtMilliseconds: milliseconds)
        return await perform(.createConversation(record, participants: participants))
    }

    /// Appends a message that asks for the answer `answerID`.
    @discardableResult
    public func ask(
        _ content: String, id: String, answerID: String, in conversation: String = "room", clientID: String? = nil, replyTo: String? = nil
    ) async -> Result<StoreOutcome, StoreError> {
        let question = NewMessage(
            id: id, conversationID: conversation, role: .user, author: UserRef(id: "ada", name: "ada"), content: content,
            createdAtMilliseconds: 2_000, clientID: clientID, replyTo: replyTo)
        let open = OpenAnswer(
            messageID: answerID, conversationID: conversation, questionID: id, model: "m-1", startedAtMilliseconds: 77)
        return await perform(.ask(question, open))
    }

    /// Appends a message.
    @discardableResult
    public func append(
        _ content: String, id: String, to conversation: String, by author: String = "ada", clientID: String? = nil,
        at milliseconds: Int64 = 2_000, replyTo: String? = nil, attachments: [String] = []
    ) async -> Result<StoreOutcome, StoreError> {
        await perform(
            .append(
                NewMessage(
                    id: id, conversationID: conversation, role: .user, author: UserRef(id: author, name: author), content: content,
                    createdAtMilliseconds: milliseconds, clientID: clientID, replyTo: replyTo, attachments: attachments)))
    }

    /// Changes a message.
    @discardableResult
    public func change(
        _ messageID: String, _ kind: MessageChange.Kind, in conversation: String = "room", by user: String = "ada",
        isAdmin: Bool = false, clientID: String? = nil, at milliseconds: Int64 = 3_000
    ) async -> Result<StoreOutcome, StoreError> {
        await perform(
            .change(
                MessageChange(
                    conversationID: conversation, messageID: messageID, kind: kind, user: UserRef(id: user, name: user),
                    isAdmin: isAdmin, atMilliseconds: milliseconds, clientID: clientID)))
    }

    /// Stores an answer that is complete.
    @discardableResult
    public func answer(
        _ content: String, id: String, in conversation: String = "room", stoppedBy: AnswerEnd.StopRequest? = nil
    ) async -> Result<StoreOutcome, StoreError> {
        let message = NewMessage(
            id: id, conversationID: conversation, role: .assistant, author: UserRef(id: "assistant", name: "Assistant"),
            content: content, createdAtMilliseconds: 4_000, model: "m-1", usage: TokenUsage(inputTokens: 3, outputTokens: 2))
        let completion = AnswerCompletion(
            messageID: id, finishReason: "stop", usage: message.usage, durationMilliseconds: 20, timeToFirstChunkMilliseconds: 5)
        return await perform(.endAnswer(AnswerEnd(message: message, ending: .completed(completion), stoppedBy: stoppedBy)))
    }

    /// All events of a conversation.
    public func allEvents(of id: String = "room", after seq: Int64 = 0) async throws -> [RoomEvent] {
        try await events(of: id, after: seq, limit: 1_000, maximumBytes: 1 << 20).events
    }

    /// The latest messages of a conversation.
    public func latestMessages(of id: String = "room") async throws -> [Message] {
        try await messages(of: id, before: nil, limit: 1_000, maximumBytes: 1 << 20).messages
    }
}
