import Wire

/// Who acts: the user of a socket or of a request, as its token says.
public struct ChatUser: Sendable, Equatable {
    /// The user's id.
    public var id: String
    /// The name that others see.
    public var name: String
    /// Whether the token has the scope `admin`, which enters any room.
    public var isAdmin: Bool
    /// Whether the token has the scope `dashboard` or `admin`: the user may know how the server runs.
    public var isOperator: Bool

    /// Makes a user.
    public init(id: String, name: String, isAdmin: Bool = false, isOperator: Bool = false) {
        self.id = id
        self.name = name
        self.isAdmin = isAdmin
        self.isOperator = isOperator
    }

    /// The user as frames and the store name it.
    public var reference: UserRef {
        UserRef(id: id, name: name)
    }
}
