import Essentials
import Wire

extension ChatService {
    /// Adds participants; those who take part already stay as they are. The conversation's creator may, and administrators.
    ///
    /// - Parameter users: at most 1,000; repeated ones count once.
    /// - Returns: the conversation as it is now.
    /// - Throws: ``ChatError`` `bad_frame`, `not_found`, `forbidden`, `conflict` when it would have more than
    ///   ``ConversationRecord/participantLimit`` participants, or what the store suffers; then some may have been added.
    public func addParticipants(
        _ id: String, _ users: [UserRef], by user: ChatUser
    ) async throws(ChatError) -> ConversationDetail {
        try ConversationBounds.check(participants: users)
        let room = try await managed(id, by: user)
        defer { room.unpin() }
        let newcomers = try await newcomers(among: ConversationBounds.distinct(users), in: room)
        guard room.withState({ $0.roster.count }) + newcomers.count <= ConversationRecord.participantLimit else { throw .full }
        let now = clock.unixMilliseconds()
        let joins = newcomers.map {
            StoreOperation.addParticipant(conversationID: id, user: $0, isOperator: nil, atMilliseconds: now)
        }
        let results = await commit(joins) { index, outcome in
            guard case .done(let changed) = outcome else { return }
            room.withState { $0.joined(newcomers[index], isOperator: nil, isNew: changed) }
        }
        for result in results {
            guard case .done = try result.get() else { throw try ChatError(result.get()) }
        }
        return try await conversation(id, user: user)
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

    /// Those who do not take part yet: nobody gets another name by being added again.
    private func newcomers(among users: [UserRef], in room: Room) async throws(ChatError) -> [UserRef] {
        let (unknown, isComplete) = room.withState { state in
            (users.filter { state.roster.name(of: $0.id) == nil }, state.roster.isComplete)
        }
        if isComplete { return unknown }
        var newcomers: [UserRef] = []
        for user in unknown {
            let record = try await reading { () async throws(StoreError) in try await store.participant(of: room.id, user: user.id) }
            if record == nil { newcomers.append(user) }
        }
        return newcomers
    }
}
