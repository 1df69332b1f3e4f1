/// The members of a JSON object, in the order in which they were written, each name once.
struct JSONObject: Equatable, Sendable {
    /// One name and its value.
    struct Member: Equatable, Sendable {
        var name: String
        var value: JSONValue
    }

    private(set) var members: [Member] = []

    /// The value of the member with this name (compared byte for byte); nil when there is none, or when it is null.
    subscript(name: String) -> JSONValue? {
        guard let member = members.first(where: { $0.name.hasSameBytes(as: name) }), member.value != .null else { return nil }
        return member.value
    }

    /// Whether a member has this name, null or not.
    func contains(_ name: String) -> Bool {
        members.contains { $0.name.hasSameBytes(as: name) }
    }

    /// Appends a member; the caller has checked that the name is not there yet.
    mutating func append(_ name: String, _ value: JSONValue) {
        members.append(Member(name: name, value: value))
    }
}
