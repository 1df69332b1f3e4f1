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

    /// Marks as read and waits for the acknowledgement.
    @discardableResult
    public func markRead(_ seq: Int64, id: String? = nil, in room: Room, as user: ChatUser) async throws -> Acknowledgement {
        try await withCheckedContinuation { continuation in
            read(seq: seq, id: id, room: room, user: user) { continuation.resume(returning: $0) }
        }.get()
    }
}
