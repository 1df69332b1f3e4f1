/// A user as others see them.
public struct UserRef: Sendable, Hashable {
    /// The token's user id.
    public var id: String
    /// The name to show.
    public var name: String

    /// A user by id and name.
    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }

    /// Writes `{id, name}`.
    public func encode(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("name", name)
        writer.endObject()
    }
}
