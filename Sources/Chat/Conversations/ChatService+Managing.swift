import Wire

extension ChatService {
    /// Changes a conversation's title, assistant or place in the lists. Its creator may, and administrators.
    ///
    /// A room in memory follows with the commit: from then on an archived one takes nothing new.
    ///
    /// - Returns: the conversation as it is now.
    /// - Throws: ``ChatError`` `bad_frame` for a title as in ``createConversation(id:title:assistant:participants:by:)``,
    ///   `not_found`, `forbidden`, or what the store suffers.
    public func changeConversation(
        _ id: String, _ change: ConversationChange, by user: ChatUser
    ) async throws(ChatError) -> ConversationDetail {
        if let title = change.title { try ConversationBounds.check(title: title) }
        let room = try await managed(id, by: user)
        defer { room.unpin() }
        let outcome = try await commit(.changeConversation(id: id, change)) { outcome in
            guard case .done = outcome else { return }
            room.withState { $0.committed(change) }
        }
        guard case .done = outcome else { throw ChatError(outcome) }
        return try await conversation(id, user: user)
    }

    /// The room of a conversation that the user may manage, pinned.
    ///
    /// A change is committed with the room in memory, so that whoever enters meanwhile comes into this one object and no room
    /// is read before the commit and kept after it.
    func managed(_ id: String, by user: ChatUser) async throws(ChatError) -> Room {
        let conversation = try await accessible(id, to: user)
        guard user.isAdmin || conversation.isCreated(by: user) else { throw .notManager }
        return try await pinnedRoom(id, for: user)
    }
}
