import ChannelLayer
import Wire

extension ChatService {
    /// A user says something.
    ///
    /// Returns at once; nothing is broadcast or acknowledged before the commit. After it, in the order of commits, the room
    /// gets `new_message` and then the completion is called. A repeated `id` gets its first acknowledgement and broadcasts nothing.
    ///
    /// - Parameters:
    ///   - draft: what is said; not empty.
    ///   - id: the client's own id of the frame.
    ///   - room: from ``enter(_:user:)``, not left yet.
    ///   - user: who says it.
    ///   - receivedAt: monotonic nanoseconds when the frame was received; travels with the event.
    ///   - completion: called exactly once: on the store's thread, or at once on the caller's when refused.
    public func submit(
        _ draft: ChatMessageDraft, id: String?, room: Room, user: ChatUser, receivedAt: Int64,
        completion: @escaping @Sendable (Result<Acknowledgement, ChatError>) -> Void
    ) {
        guard !draft.content.isEmpty else { return completion(.failure(.malformed("content is empty"))) }
        let message = NewMessage(
            id: ids.next(), conversationID: room.id, role: .user, author: user.reference, content: draft.content,
            createdAtMilliseconds: clock.unixMilliseconds(), clientID: id, replyTo: draft.replyTo)
        room.pin()
        store.enqueue(
            StoreWrite(.append(message)) { [self] result in
                completion(appended(message, result, room, receivedAt: receivedAt))
                room.unpin()
            })
    }

    private func appended(
        _ message: NewMessage, _ result: Result<StoreOutcome, StoreError>, _ room: Room, receivedAt: Int64
    ) -> Result<Acknowledgement, ChatError> {
        switch result {
        case .success(.appended(let seq)):
            broadcast(message, seq: seq, room, receivedAt: receivedAt)
            return .success(Acknowledgement(messageID: message.id, seq: seq))
        case .success(.repeated(let messageID, let seq)):
            return .success(Acknowledgement(messageID: messageID, seq: seq))
        case .success(.noConversation):
            return .failure(.notFound)
        case .success(let outcome):
            return .failure(.unexpected(outcome))
        case .failure(let error):
            return .failure(ChatError(error))
        }
    }

    /// The room's state takes the `seq` before the event is published: so a socket that joined the group too late for
    /// the event finds it covered by the `lastSeq` of its entry.
    private func broadcast(_ message: NewMessage, seq: Int64, _ room: Room, receivedAt: Int64) {
        let isFirstInWindow = room.withState { state in
            state.committed(seq: seq)
            return state.countMessage()
        }
        if isFirstInWindow { activity.noteActive(room) }
        metrics.userMessageCommitted()
        let payload = ChatFrames.newMessage(Message(message, seq: seq))
        layer.publish(LayerEvent(group: room.group, payload: payload, seq: seq, receivedAt: receivedAt, subjectID: message.id))
    }
}
