extension ChatService {
    /// A user has read everything up to `seq`. The mark never goes back and never passes the room's last event.
    ///
    /// After the commit the room gets `read_receipt`, if the mark moved, and then the completion is called with where it stands.
    /// Somebody who takes no part in the conversation, such as an administrator, leaves no mark.
    ///
    /// - Parameters:
    ///   - seq: the last event that was read.
    ///   - id: the client's own id of the frame.
    ///   - completion: called exactly once: on the store's thread, or at once on the caller's when there is nothing to write.
    public func read(
        seq: Int64, id: String?, room: Room, user: ChatUser,
        completion: @escaping @Sendable (Result<Acknowledgement, ChatError>) -> Void
    ) {
        guard let mark = room.withState({ $0.roster.lastReadSeq(of: user.id) }) else {
            return completion(.success(Acknowledgement(messageID: nil, seq: nil)))
        }
        // Without an id there is nothing to remember of a mark that does not move.
        if id == nil, seq <= mark { return completion(.success(Acknowledgement(messageID: nil, seq: mark))) }
        room.pin()
        store.enqueue(
            StoreWrite(.markRead(conversationID: room.id, userID: user.id, seq: seq, clientID: id)) { [self] result in
                completion(marked(result, room, user))
                room.unpin()
            })
    }

    private func marked(
        _ result: Result<StoreOutcome, StoreError>, _ room: Room, _ user: ChatUser
    ) -> Result<Acknowledgement, ChatError> {
        switch result {
        case .success(.read(let seq, let moved)):
            // The end of the batch flushes the layer.
            _ = update(room) { $0.markRead(user.reference, seq: seq, moved: moved) }
            return .success(Acknowledgement(messageID: nil, seq: seq))
        case .success(.repeated(let messageID, let seq)):
            return .success(Acknowledgement(messageID: messageID, seq: seq))
        case .success(let outcome):
            return .failure(ChatError(outcome))
        case .failure(let error):
            return .failure(ChatError(error))
        }
    }
}
