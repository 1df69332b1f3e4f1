import Agents
import Identity

extension AgentUser {
    /// The user that a token names, with what its scopes allow with executions.
    init(_ principal: Principal) {
        self.init(
            id: principal.userID, isAdmin: principal.scopes.contains(.admin), isOperator: principal.scopes.allows(.dashboard))
    }
}
