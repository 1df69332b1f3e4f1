import NIOCore
import Wire

/// The body of `POST /api/conversations/<id>/participants`: `{participants: [{id, name?}]}`. Unknown members are ignored.
struct ParticipantsBody {
    var participants: [UserRef] = []

    /// - Throws: ``HTTPRefusal`` 400 for anything else.
    init(_ body: ByteBuffer) throws(HTTPRefusal) {
        let expected = "the body must be a JSON object with participants [{id, name}], whose names are optional"
        var isGiven = false
        try RequestJSON.read(body, expected: expected) { name, reader in
            guard name == "participants" else { return try reader.skipValue() }
            participants = try reader.readUsers()
            isGiven = true
        }
        guard isGiven else { throw .malformed(expected) }
    }
}
