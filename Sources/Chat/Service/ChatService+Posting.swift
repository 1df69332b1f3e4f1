import Wire

extension ChatService {
    /// A user says something without a socket in the conversation: as with ``submit(_:id:room:user:receivedAt:completion:)`` otherwise,
    /// for all who could enter it, and with the same effects of entering but presence.
    ///
    /// - Parameters:
    ///   - draft: what is said.
    ///   - id: the client's own id for it: repeated, it says nothing again.
    ///   - receivedAt: monotonic nanoseconds when it was received.
    /// - Returns: the message as it is stored now, and whether it is new.
    /// - Throws: ``ChatError`` as ``enter(_:user:)`` and ``submit(_:id:room:user:receivedAt:completion:)`` do.
    public func post(
        _ draft: ChatMessageDraft, id: String?, in conversationID: String, user: ChatUser, receivedAt: Int64
    ) async throws(ChatError) -> (message: Message, isNew: Bool) {
        guard Identifier.isValid(conversationID) else { throw .malformed("the conversation id is malformed") }
        let room = try await pinnedRoom(conversationID, for: user)
        defer { room.unpin() }
        try await permit(user, in: room)
        let acknowledgement = try await submitted(draft, id: id, room: room, user: user, receivedAt: receivedAt)
        guard let messageID = acknowledgement.messageID,
            let message = try await reading({ () async throws(StoreError) in try await store.message(messageID, of: conversationID) })
        else { throw .noMessage }
        return (message, !acknowledgement.isRepeated)
    }

    /// Asks and writes until the user takes part in the room; takes no place in it.
    private func permit(_ user: ChatUser, in room: Room) async throws(ChatError) {
        var isLookedUp = false
        while true {
            switch room.withState({ $0.admission(of: user, isLookedUp: isLookedUp) }) {
            case .granted:
                return
            case .unknown:
                isLookedUp = true
                try await lookUp(user, in: room)
            case .needsListing:
                try await list(user, in: room)
            case .refused:
                throw .forbidden
            }
        }
    }

    private func submitted(
        _ draft: ChatMessageDraft, id: String?, room: Room, user: ChatUser, receivedAt: Int64
    ) async throws(ChatError) -> Acknowledgement {
        let result: Result<Acknowledgement, ChatError> = await withCheckedContinuation { continuation in
            submit(draft, id: id, room: room, user: user, receivedAt: receivedAt) { continuation.resume(returning: $0) }
        }
        return try result.get()
    }
}
