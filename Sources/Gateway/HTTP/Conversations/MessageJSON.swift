import Chat
import Wire

/// Messages as the REST answers show them, beside the pages that `ChatFrames` writes.
enum MessageJSON {
    static func bytes(_ message: Message) -> [UInt8] {
        var writer = JSONWriter(capacity: 512 + message.content.utf8.count)
        message.encode(into: &writer)
        return writer.bytes
    }

    /// `{messages: […], next_cursor?, complete}`
    static func bytes(_ result: SearchResult) -> [UInt8] {
        var writer = JSONWriter(capacity: result.messages.reduce(64) { $0 + 512 + $1.content.utf8.count })
        writer.beginObject()
        writer.name("messages")
        writer.beginArray()
        for message in result.messages { message.encode(into: &writer) }
        writer.endArray()
        writer.member("next_cursor", result.nextCursor)
        writer.member("complete", result.isComplete)
        writer.endObject()
        return writer.bytes
    }
}
