import HTTPTypes
import NIOCore
import Wire

/// The body of `POST /api/conversations`: `{id?, title?, participants?: [{id, name?}]}`. Unknown members are ignored.
struct ConversationBody {
    var id: String?
    var title: String?
    var participants: [UserRef] = []

    /// - Throws: ``HTTPRefusal`` 400 for anything else.
    init(_ body: ByteBuffer) throws(HTTPRefusal) {
        do {
            try body.withUnsafeReadableBytes { try read($0) }
        } catch {
            throw HTTPRefusal(
                .badRequest, .badFrame, "the body must be a JSON object with id, title and participants [{id, name}], each optional")
        }
    }

    private mutating func read(_ bytes: UnsafeRawBufferPointer) throws(JSONError) {
        guard !bytes.isEmpty else { return }
        var reader = JSONReader(bytes)
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            case "id": id = try reader.readString()
            case "title": title = try reader.readString()
            case "participants": try readParticipants(&reader)
            default: try reader.skipValue()
            }
        }
        try reader.finish()
    }

    private mutating func readParticipants(_ reader: inout JSONReader) throws(JSONError) {
        try reader.beginArray()
        while try reader.nextElement() {
            var user = UserRef(id: "", name: "")
            try reader.beginObject()
            while let name = try reader.nextMember() {
                switch name {
                case "id": user.id = try reader.readString()
                case "name": user.name = try reader.readString()
                default: try reader.skipValue()
                }
            }
            if user.name.isEmpty { user.name = user.id }
            participants.append(user)
        }
    }
}
