import Essentials
import Wire

extension ChatService {
    /// Gives a message a new content. The author's or an administrator's; what the assistant said, an administrator's only.
    ///
    /// Returns at once; nothing is broadcast or acknowledged before the commit. After it, in the order of commits, the room
    /// gets `message_edited` and then the completion is called. A repeated `id` gets its first acknowledgement and broadcasts nothing.
    ///
    /// - Parameters:
    ///   - content: the new content, not empty, at most ``contentLimit`` bytes.
    ///   - id: the client's own id of the frame.
    ///   - room: from ``enter(_:user:)``, not left yet.
    ///   - user: who edits.
    ///   - receivedAt: monotonic nanoseconds when the frame was received; travels with the event.
    ///   - completion: called exactly once: on the store's thread, or at once on the caller's when refused. Refusals are
    ///     `not_found` for no such message, `forbidden` for another's, `conflict` for one deleted and in an archived conversation.
    public func edit(
        _ messageID: String, content: String, id: String?, room: Room, user: ChatUser, receivedAt: Int64,
        completion: @escaping @Sendable (Result<Acknowledgement, ChatError>) -> Void
    ) {
        guard !content.isEmpty else { return completion(.failure(.malformed("content is empty"))) }
        if let refusal = Self.refusal(ofContent: content) { return completion(.failure(refusal)) }
        change(messageID, .edit(content: content), id: id, room: room, user: user, receivedAt: receivedAt, completion: completion)
    }

    /// Deletes a message: its content, attachments and reactions go, a tombstone stays. The room gets `message_deleted`. Deleting
    /// what is deleted changes nothing and is acknowledged without a `seq`.
    ///
    /// Who may, the parameters and the refusals are those of ``edit(_:content:id:room:user:receivedAt:completion:)``.
    public func delete(
        _ messageID: String, id: String?, room: Room, user: ChatUser, receivedAt: Int64,
        completion: @escaping @Sendable (Result<Acknowledgement, ChatError>) -> Void
    ) {
        change(messageID, .delete, id: id, room: room, user: user, receivedAt: receivedAt, completion: completion)
    }

    /// Adds a reaction to a message or takes it back. Anybody in the room may; the room gets `reaction` with all counts. What
    /// is so already changes nothing and is acknowledged without a `seq`.
    ///
    /// The other parameters and refusals are those of ``edit(_:content:id:room:user:receivedAt:completion:)``; one emoji more
    /// than ``MessageChange/emojiLimit`` different ones on a message is a `conflict`, too.
    ///
    /// - Parameter emoji: as ``Wire/Emoji/isValid(_:)`` wants it.
    public func react(
        _ messageID: String, emoji: String, isAdded: Bool, id: String?, room: Room, user: ChatUser, receivedAt: Int64,
        completion: @escaping @Sendable (Result<Acknowledgement, ChatError>) -> Void
    ) {
        guard Emoji.isValid(emoji) else {
            return completion(.failure(.malformed("emoji must have 1 to \(Emoji.maximumBytes) bytes without white space")))
        }
        change(
            messageID, .reaction(emoji: emoji, isAdded: isAdded), id: id, room: room, user: user, receivedAt: receivedAt,
            completion: completion)
    }

    private func change(
        _ messageID: String, _ kind: MessageChange.Kind, id: String?, room: Room, user: ChatUser, receivedAt: Int64,
        completion: @escaping @Sendable (Result<Acknowledgement, ChatError>) -> Void
    ) {
        if let refusal = room.withState({ $0.refusal(of: user) }) { return completion(.failure(refusal)) }
        let change = MessageChange(
            conversationID: room.id, messageID: messageID, kind: kind, user: user.reference, isAdmin: user.isAdmin,
            atMilliseconds: clock.unixMilliseconds(), clientID: id)
        room.pin()
        store.enqueue(
            StoreWrite(.change(change)) { [self] result in
                completion(changed(result, room, receivedAt: receivedAt))
                room.unpin()
            })
    }

    private func changed(
        _ result: Result<StoreOutcome, StoreError>, _ room: Room, receivedAt: Int64
    ) -> Result<Acknowledgement, ChatError> {
        switch result {
        case .success(.changed(let event, let orphans)):
            publish(event, in: room, receivedAt: receivedAt)
            if case .deleted = event.content { assistant?.questionDeleted(event.messageID, in: room) }
            if !orphans.isEmpty { uploads?.remove(orphans) }
            return .success(Acknowledgement(messageID: event.messageID, seq: event.seq))
        case .success(.unchanged(let messageID)):
            return .success(Acknowledgement(messageID: messageID, seq: nil))
        case .success(.repeated(let messageID, let seq)):
            return .success(Acknowledgement(messageID: messageID, seq: seq))
        case .success(let outcome):
            return .failure(ChatError(outcome))
        case .failure(let error):
            return .failure(ChatError(error))
        }
    }

    /// Why a message cannot say this; nil when it can. Whether it may say nothing is the caller's to know.
    static func refusal(ofContent content: String) -> ChatError? {
        guard content.utf8.count <= contentLimit else { return ChatError(code: .tooLarge, message: "content is too large") }
        return nil
    }
}
