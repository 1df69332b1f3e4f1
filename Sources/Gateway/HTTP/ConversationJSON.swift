import Chat
import Wire

/// Conversations as the REST answers show them.
enum ConversationJSON {
    /// `{id, title, kind, created_by, created_at, updated_at, last_seq, participants, participant_count}`
    static func bytes(_ detail: ConversationDetail) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        members(of: detail.conversation, into: &writer)
        writer.name("participants")
        writer.beginArray()
        for participant in detail.participants { participant.encode(into: &writer) }
        writer.endArray()
        writer.member("participant_count", detail.participantCount)
        writer.endObject()
        return writer.bytes
    }

    /// `{conversations: […], next_cursor?}`
    static func bytes(_ page: ConversationPage) -> [UInt8] {
        var writer = JSONWriter(capacity: 64 + 256 * page.conversations.count)
        writer.beginObject()
        writer.name("conversations")
        writer.beginArray()
        for conversation in page.conversations {
            writer.beginObject()
            members(of: conversation, into: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.member("next_cursor", page.nextCursor)
        writer.endObject()
        return writer.bytes
    }

    private static func members(of conversation: ConversationRecord, into writer: inout JSONWriter) {
        writer.member("id", conversation.id)
        writer.member("title", conversation.title)
        writer.member("kind", conversation.kind.rawValue)
        writer.member("created_by", conversation.createdBy)
        writer.member("created_at", time: conversation.createdAtMilliseconds)
        writer.member("updated_at", time: conversation.updatedAtMilliseconds)
        writer.member("last_seq", conversation.lastSeq)
    }
}
