import Chat
import NIOCore
import Wire

/// The body of `PATCH /api/conversations/<id>`: `{title?, archived?, assistant?}`, the last null for the server's default.
/// Unknown members are ignored.
struct ConversationChangeBody {
    var change = ConversationChange()

    /// - Throws: ``HTTPRefusal`` 400 for anything else.
    init(_ body: ByteBuffer) throws(HTTPRefusal) {
        let expected = "the body must be a JSON object with title, archived (true or false) and assistant, each optional"
        try RequestJSON.read(body, expected: expected) { name, reader in
            switch name {
            case "title": change.title = try reader.readString()
            case "archived": change.isArchived = try reader.readBool()
            case "assistant":
                change.assistant = try reader.readAssistantMode()
                change.resetsAssistant = change.assistant == nil
            default: try reader.skipValue()
            }
        }
    }
}
