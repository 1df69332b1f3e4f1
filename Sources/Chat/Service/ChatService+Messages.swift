import ChannelLayer
import Essentials
import Wire

extension ChatService {
    /// How large a message's content may be, bytes: what bounds a room's pages when the sockets' own limit is off.
    public static let contentLimit = 1 << 20

    /// A user says something.
    ///
    /// Returns at once; nothing is broadcast or acknowledged before the commit. After it, in the order of commits, the room
    /// gets `new_message`, the author's read mark moves to it, and then the completion is called. A repeated `id` gets its first
    /// acknowledgement and broadcasts nothing. An archived conversation takes nothing, not even a repetition: `conflict`. Nor is a
    /// new message taken that asks for an answer while too many wait: `overloaded`.
    ///
    /// - Parameters:
    ///   - draft: what is said: a content or attachments; at most ``contentLimit`` bytes and
    ///     ``Wire/ChatMessageDraft/maximumAttachments`` different ones.
    ///   - id: the client's own id of the frame.
    ///   - room: from ``enter(_:user:)``, not left yet.
    ///   - user: who says it.
    ///   - receivedAt: monotonic nanoseconds when the frame was received; travels with the event.
    ///   - completion: called exactly once: on the store's thread, or at once on the caller's when refused without asking the store.
    public func submit(
        _ draft: ChatMessageDraft, id: String?, room: Room, user: ChatUser, receivedAt: Int64,
        completion: @escaping @Sendable (Result<Acknowledgement, ChatError>) -> Void
    ) {
        if let refusal = refusal(of: draft) ?? room.withState({ $0.refusal(of: user) }) { return completion(.failure(refusal)) }
        let messageID = ids.next()
        let wish: AnswerWish?
        do throws(ChatError) {
            wish = try assistant?.reserve(draft, messageID: messageID, by: user, in: room)
        } catch {
            return refuse(id, error, room: room, user: user, completion: completion)
        }
        let message = NewMessage(
            id: messageID, conversationID: room.id, role: .user, author: user.reference, content: draft.content,
            createdAtMilliseconds: clock.unixMilliseconds(), clientID: id, replyTo: draft.replyTo,
            attachments: draft.attachments)
        let open = wish?.asked.open(in: room.id, atMilliseconds: message.createdAtMilliseconds)
        room.pin()
        store.enqueue(
            StoreWrite(open.map { .ask(message, $0) } ?? .append(message)) { [self] result in
                let acknowledgement = appended(message, result, room, receivedAt: receivedAt)
                // Before the author hears of it: from then on they may stop the answer.
                if let wish {
                    switch result {
                    case .success(.appended(let seq, _)): assistant?.consider(wish, seq: seq, in: room)
                    default: assistant?.withdraw(wish, in: room)
                    }
                }
                completion(acknowledgement)
                room.unpin()
            })
    }

    /// A message has no place now. One that was stored before is acknowledged all the same: only the store knows.
    private func refuse(
        _ id: String?, _ refusal: ChatError, room: Room, user: ChatUser,
        completion: @escaping @Sendable (Result<Acknowledgement, ChatError>) -> Void
    ) {
        guard let id else { return completion(.failure(refusal)) }
        room.pin()
        store.enqueue(
            StoreWrite(.findRequest(conversationID: room.id, userID: user.id, clientID: id)) { result in
                if case .success(.repeated(let messageID, let seq)) = result {
                    completion(.success(Acknowledgement(messageID: messageID, seq: seq, isRepeated: true)))
                } else {
                    completion(.failure(refusal))
                }
                room.unpin()
            })
    }

    private func appended(
        _ message: NewMessage, _ result: Result<StoreOutcome, StoreError>, _ room: Room, receivedAt: Int64
    ) -> Result<Acknowledgement, ChatError> {
        switch result {
        case .success(.appended(let seq, let attachments)):
            broadcast(Message(message, seq: seq, attachments: attachments), room, receivedAt: receivedAt)
            return .success(Acknowledgement(messageID: message.id, seq: seq))
        case .success(.repeated(let messageID, let seq)):
            return .success(Acknowledgement(messageID: messageID, seq: seq, isRepeated: true))
        case .success(let outcome):
            return .failure(ChatError(outcome))
        case .failure(let error):
            return .failure(ChatError(error))
        }
    }

    private func broadcast(_ message: Message, _ room: Room, receivedAt: Int64) {
        var isFirstInWindow = false
        let took = receivedAt > 0 ? batchTime.now() - receivedAt : 0
        publish(RoomEvent(seq: message.seq, .newMessage(message)), in: room, receivedAt: receivedAt) { state in
            state.roster.markRead(message.author.id, seq: message.seq)
            isFirstInWindow = state.countMessage(took: took)
        }
        if isFirstInWindow { activity.noteActive(room) }
        metrics.userMessageCommitted()
    }

    private func refusal(of draft: ChatMessageDraft) -> ChatError? {
        guard !draft.content.isEmpty || !draft.attachments.isEmpty else { return .malformed("content is empty") }
        guard draft.attachments.count <= ChatMessageDraft.maximumAttachments,
            Set(draft.attachments.map(ExactText.init)).count == draft.attachments.count
        else { return .malformed("there are too many attachments, or one of them twice") }
        return Self.refusal(ofContent: draft.content)
    }
}
