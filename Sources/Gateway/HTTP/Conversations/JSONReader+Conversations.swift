import Wire

extension JSONReader {
    /// The `[{id, name?}]` here; who has no name has their id as one.
    mutating func readUsers() throws(JSONError) -> [UserRef] {
        var users: [UserRef] = []
        try beginArray()
        while try nextElement() {
            var user = UserRef(id: "", name: "")
            try beginObject()
            while let name = try nextMember() {
                switch name {
                case "id": user.id = try readString()
                case "name": user.name = try readString()
                default: try skipValue()
                }
            }
            if user.name.isEmpty { user.name = user.id }
            users.append(user)
        }
        return users
    }

    /// The mode here; nil for `null`, which is the server's default.
    ///
    /// - Throws: ``HTTPRefusal`` 400 with the modes that there are, or `JSONError`.
    mutating func readAssistantMode() throws -> AssistantMode? {
        if try readNull() { return nil }
        guard let mode = AssistantMode(rawValue: try readString()) else {
            let modes = AssistantMode.allCases.map(\.rawValue).joined(separator: ", ")
            throw HTTPRefusal.malformed("assistant must be null or one of: \(modes)")
        }
        return mode
    }
}
