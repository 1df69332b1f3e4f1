import Wire

extension ChatService {
    /// The conversation, if the user may read it: who could enter it may.
    func accessible(_ id: String, to user: ChatUser) async throws(ChatError) -> ConversationRecord {
        guard Identifier.isValid(id) else { throw .malformed("the conversation id is malformed") }
        guard let conversation = try await reading({ () async throws(StoreError) in try await store.conversation(id) }) else {
            throw .notFound
        }
        if user.isAdmin || conversation.kind == .open { return conversation }
        let participant = try await reading { () async throws(StoreError) in try await store.participant(of: id, user: user.id) }
        guard participant != nil else { throw .forbidden }
        return conversation
    }
}
