/// Who asks.
public struct AgentUser: Sendable, Equatable {
    public var id: String
    /// Whether the user may see and change what others own.
    public var isAdmin: Bool
    /// Whether the user may know how the server runs (scope `dashboard`).
    public var isOperator: Bool

    /// A user.
    public init(id: String, isAdmin: Bool = false, isOperator: Bool = false) {
        self.id = id
        self.isAdmin = isAdmin
        self.isOperator = isOperator
    }
}
