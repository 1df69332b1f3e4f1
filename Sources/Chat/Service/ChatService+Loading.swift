import Essentials

extension ChatService {
    /// Reads a room into memory, or makes it when that is allowed.
    func load(_ id: String, for user: ChatUser) async -> RoomTable.Loaded {
        do throws(ChatError) {
            let room = Room(try await state(of: id, for: user))
            room.withState { watch.noteIfNeeded(room, &$0) }
            return .success(room)
        } catch {
            return .failure(error)
        }
    }

    private func state(of id: String, for user: ChatUser) async throws(ChatError) -> RoomState {
        if let state = try await storedState(of: id, for: user) { return state }
        guard configuration.roomsOpenOnFirstUse else { throw .notFound }
        return try await openRoom(id, for: user)
    }

    private func storedState(of id: String, for user: ChatUser) async throws(ChatError) -> RoomState? {
        let opening = try await reading { () async throws(StoreError) in
            try await store.opening(of: id, by: user.id, participantLimit: Roster.listLimit)
        }
        return opening.map { RoomState(conversation: $0.conversation, roster: Roster($0)) }
    }

    /// The participants as far as a room keeps them in memory.
    func roster(of id: String) async throws(ChatError) -> Roster {
        try await reading { () async throws(StoreError) in
            let records = try await store.participants(of: id, limit: Roster.listLimit + 1)
            let isAll = records.count <= Roster.listLimit
            return Roster(records: records, count: isAll ? records.count : try await store.participantCount(of: id))
        }
    }

    /// Makes an open room named like its id, with the one who came first as its first participant.
    private func openRoom(_ id: String, for user: ChatUser) async throws(ChatError) -> RoomState {
        let now = clock.unixMilliseconds()
        let conversation = ConversationRecord(
            id: id, title: id, kind: .open, createdBy: user.id, createdAtMilliseconds: now, updatedAtMilliseconds: now)
        let participants = user.isAdmin ? [] : [user.reference]
        let outcome = try await commit(.createConversation(conversation, participants: participants))
        switch outcome {
        case .done:
            let records = participants.map { ParticipantRecord(user: $0, lastReadSeq: 0) }
            return RoomState(conversation: conversation, roster: Roster(records: records, count: records.count))
        case .exists:
            guard let state = try await storedState(of: id, for: user) else { throw .notFound }
            return state
        default:
            throw .unexpected(outcome)
        }
    }
}
