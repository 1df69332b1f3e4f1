import Chat
import Wire

/// Conversations as the REST answers show them.
struct ConversationJSON {
    /// What is shown where a conversation has no mode of its own.
    let defaultAssistant: AssistantMode

    /// `{id, title, kind, assistant, archived, created_by, created_at, updated_at, last_seq, unread_count, participants, participant_count}`
    func bytes(_ detail: ConversationDetail) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        members(of: detail.conversation, unreadCount: detail.unreadCount, into: &writer)
        writer.name("participants")
        writer.beginArray()
        for participant in detail.participants { participant.encode(into: &writer) }
        writer.endArray()
        writer.member("participant_count", detail.participantCount)
        writer.endObject()
        return writer.bytes
    }

    /// `{conversations: […], next_cursor?}`
    func bytes(_ page: ConversationPage) -> [UInt8] {
        var writer = JSONWriter(capacity: 64 + 320 * page.conversations.count)
        writer.beginObject()
        writer.name("conversations")
        writer.beginArray()
        for listing in page.conversations {
            writer.beginObject()
            members(of: listing.conversation, unreadCount: listing.unreadCount, into: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.member("next_cursor", page.nextCursor)
        writer.endObject()
        return writer.bytes
    }

    private func members(of conversation: ConversationRecord, unreadCount: Int, into writer: inout JSONWriter) {
        writer.member("id", conversation.id)
        writer.member("title", conversation.title)
        writer.member("kind", conversation.kind.rawValue)
        writer.member("assistant", (conversation.assistant ?? defaultAssistant).rawValue)
        writer.member("archived", conversation.isArchived)
        writer.member("created_by", conversation.createdBy)
        writer.member("created_at", time: conversation.createdAtMilliseconds)
        writer.member("updated_at", time: conversation.updatedAtMilliseconds)
        writer.member("last_seq", conversation.lastSeq)
        writer.member("unread_count", unreadCount)
    }
}
