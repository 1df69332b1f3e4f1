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

    /// Appends a message.
    @discardableResult
    public func append(
        _ content: String, id: String, to conversation: String, by author: String = "ada", clientID: String? = nil,
        at milliseconds: Int64 = 2_000
    ) async -> Result<StoreOutcome, StoreError> {
        await perform(
            .append(
                NewMessage(
                    id: id, conversationID: conversation, role: .user, author: UserRef(id: author, name: author), content: content,
                    createdAtMilliseconds: milliseconds, clientID: clientID)))
    }
}
