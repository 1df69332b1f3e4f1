import Essentials
import Wire

extension ChatService {
    /// Adds participants; those who take part already stay as they are. The conversation's creator may, and administrators.
    ///
    /// - Parameter users: at most 1,000; repeated ones count once.
    /// - Returns: the conversation as it is now.
    /// - Throws: ``ChatError`` `bad_frame`, `not_found`, `forbidden`, `conflict` when it would have more than
    ///   ``ConversationRecord/participantLimit`` participants, or what the store suffers; then none was added.
    public func addParticipants(
        _ id: String, _ users: [UserRef], by user: ChatUser
    ) async throws(ChatError) -> ConversationDetail {
        try ConversationBounds.check(participants: users)
        let room = try await managed(id, by: user)
        defer { room.unpin() }
        let unknown = room.withState { state in
            ConversationBounds.distinct(users).filter { state.roster.name(of: $0.id) == nil }
        }
        if !unknown.isEmpty { try await join(unknown, to: room) }
        return try await conversation(id, user: user)
    }

    /// Makes participants of all who are none yet, with one write: nobody gets another name by being added again.
    private func join(_ users: [UserRef], to room: Room) async throws(ChatError) {
        let join = StoreOperation.addParticipants(conversationID: room.id, users: users, atMilliseconds: clock.unixMilliseconds())
        let outcome = try await commit(join) { outcome in
            guard case .joined(let newcomers) = outcome else { return }
            room.withState { state in
                for user in newcomers { state.joined(user, isOperator: nil, isNew: true) }
            }
        }
        guard case .joined = outcome else { throw ChatError(outcome) }
    }

    /// Removes a participant and closes their sockets in the room with 4403. The conversation's creator may, and
    /// administrators, and everybody may leave; only an administrator removes the creator.
    ///
    /// Who was removed from an open conversation may come back by entering it; from a private one they are kept out.
    ///
    /// - Throws: ``ChatError`` `bad_frame`, `not_found` for no such conversation or participant, `forbidden`, or what the
    ///   store suffers.
    public func removeParticipant(_ id: String, userID: String, by user: ChatUser) async throws(ChatError) {
        let room = try await room(id, toRemove: userID, by: user)
        defer { room.unpin() }
        let outcome = try await commit(.removeParticipant(conversationID: id, userID: userID)) { [sockets] outcome in
            guard case .done(changed: true) = outcome else { return }
            room.withState { $0.roster.remove(userID) }
            // Before any later commit can add the user again: that would be about other sockets.
            sockets.expel(userID: userID, from: room.group)
        }
        guard case .done(let isRemoved) = outcome else { throw ChatError(outcome) }
        guard isRemoved else { throw ChatError(code: .notFound, message: "no such participant") }
    }

    /// The room, pinned, if the user may remove that participant from it.
    private func room(_ id: String, toRemove userID: String, by user: ChatUser) async throws(ChatError) -> Room {
        let conversation = try await accessible(id, to: user)
        let isLeaving = ExactText(userID) == ExactText(user.id)
        guard user.isAdmin || isLeaving || conversation.isCreated(by: user) else { throw .notManager }
        guard user.isAdmin || ExactText(userID) != ExactText(conversation.createdBy) else {
            throw ChatError(code: .forbidden, message: "only an administrator removes the creator of a conversation")
        }
        return try await pinnedRoom(id, for: user)
    }
}
