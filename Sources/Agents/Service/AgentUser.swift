import Essentials

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

    /// Whether the user may see and change an execution of this owner: it is their own, or they are an administrator.
    public func mayAccess(executionsOf ownerID: String) -> Bool {
        isAdmin || ExactText(ownerID) == ExactText(id)
    }
}
