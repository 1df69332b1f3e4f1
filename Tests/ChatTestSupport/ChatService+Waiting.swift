import Chat
import Wire

extension ChatService {
    /// Says something and waits for the acknowledgement.
    @discardableResult
    public func say(_ content: String, id: String? = nil, in room: Room, as user: ChatUser) async throws -> Acknowledgement {
        try await withCheckedContinuation { continuation in
            submit(ChatMessageDraft(content: content), id: id, room: room, user: user, receivedAt: 0) {
                continuation.resume(returning: $0)
            }
        }.get()
    }

    /// Edits and waits for the acknowledgement.
    @discardableResult
    public func edit(
        _ messageID: String, to content: String, id: String? = nil, in room: Room, as user: ChatUser
    ) async throws -> Acknowledgement {
        try await withCheckedContinuation { continuation in
            edit(messageID, content: content, id: id, room: room, user: user, receivedAt: 0) { continuation.resume(returning: $0) }
        }.get()
    }

    /// Deletes and waits for the acknowledgement.
    @discardableResult
    public func delete(_ messageID: String, id: String? = nil, in room: Room, as user: ChatUser) async throws -> Acknowledgement {
        try await withCheckedContinuation { continuation in
            delete(messageID, id: id, room: room, user: user, receivedAt: 0) { continuation.resume(returning: $0) }
        }.get()
    }

    /// Reacts, or takes it back, and waits for the acknowledgement.
    @discardableResult
    public func react(
        _ emoji: String, isAdded: Bool = true, to messageID: String, id: String? = nil, in room: Room, as user: ChatUser
    ) async throws -> Acknowledgement {
        try await withCheckedContinuation { continuation in
            react(messageID, emoji: emoji, isAdded: isAdded, id: id, room: room, user: user, receivedAt: 0) {
                continuation.resume(returning: $0)
            }
        }.get()
    }

    /// Marks as read and waits for the acknowledgement.
    @discardableResult
    public func markRead(_ seq: Int64, id: String? = nil, in room: Room, as user: ChatUser) async throws -> Acknowledgement {
        try await withCheckedContinuation { continuation in
            read(seq: seq, id: id, room: room, user: user) { continuation.resume(returning: $0) }
        }.get()
    }
}
