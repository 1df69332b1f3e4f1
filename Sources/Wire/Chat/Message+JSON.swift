extension Message {
    /// Writes the protocol's message object.
    ///
    /// What a message does not have is left out; `attachments` and `reactions` are always there.
    public func encode(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("seq", seq)
        writer.member("conversation_id", conversationID)
        writer.member("role", role.rawValue)
        writer.name("author")
        author.encode(into: &writer)
        writer.member("content", content)
        writer.member("created_at", time: createdAtMilliseconds)
        writer.member("status", status.rawValue)
        writer.member("edited_at", time: editedAtMilliseconds)
        writer.member("deleted", deleted ? true : nil)
        writer.member("reply_to", replyTo)
        writer.name("attachments")
        writer.beginArray()
        for attachment in attachments { attachment.encode(into: &writer) }
        writer.endArray()
        writer.name("reactions")
        ReactionCount.encode(reactions, into: &writer)
        writer.member("client_id", clientID)
        writer.member("model", model)
        if let usage {
            writer.name("usage")
            usage.encode(into: &writer)
        }
        writer.endObject()
    }

    /// About how many bytes ``encode(into:)`` writes, escapes aside.
    var encodedSize: Int {
        320 + content.utf8.count + conversationID.utf8.count + author.name.utf8.count + author.id.utf8.count
    }
}
