import Chat
import Identity

extension ChatUser {
    /// The user that a token names, with what its scopes allow in conversations.
    init(_ principal: Principal) {
        self.init(
            id: principal.userID, name: principal.name, isAdmin: principal.scopes.contains(.admin),
            isOperator: principal.scopes.allows(.dashboard))
    }
}
