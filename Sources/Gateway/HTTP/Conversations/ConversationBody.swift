import NIOCore
import Wire

/// The body of `POST /api/conversations`: `{id?, title?, assistant?, participants?: [{id, name?}]}`. Unknown members are ignored.
struct ConversationBody {
    var id: String?
    var title: String?
    /// Nil when the conversation has no mode of its own.
    var assistant: AssistantMode?
    var participants: [UserRef] = []

    /// - Throws: ``HTTPRefusal`` 400 for anything else.
    init(_ body: ByteBuffer) throws(HTTPRefusal) {
        guard body.readableBytes > 0 else { return }
        let expected = "the body must be a JSON object with id, title, assistant and participants [{id, name}], each optional"
        try RequestJSON.read(body, expected: expected) { name, reader in
            switch name {
            case "id": id = try reader.readString()
            case "title": title = try reader.readString()
            case "assistant": assistant = try reader.readAssistantMode()
            case "participants": participants = try reader.readUsers()
            default: try reader.skipValue()
            }
        }
    }
}
