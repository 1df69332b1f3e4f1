/// Who is connected: what a verified token says about its bearer.
public struct Principal: Hashable, Sendable {
    /// The user's id: 1 to 255 bytes without control characters, in Unicode normalisation form C.
    ///
    /// The form makes Swift's `==` on two ids the same as the byte comparison that a store does.
    public var userID: String
    /// The name to show; the id when the token has none. At most 255 bytes.
    public var name: String
    /// What the user may do.
    public var scopes: Scopes
    /// The token's `exp`, in Unix seconds. A token is accepted up to ``TokenPolicy/leewaySeconds`` after it.
    public var expiresAt: Int64
    /// The agents that a worker with ``Scopes/agentsWrite`` may work for; empty means none.
    public var agents: [String]

    public init(userID: String, name: String, scopes: Scopes, expiresAt: Int64, agents: [String] = []) {
        self.userID = userID
        self.name = name
        self.scopes = scopes
        self.expiresAt = expiresAt
        self.agents = agents
    }
}
