/// For whom a tool is called.
public struct ToolContext: Sendable, Equatable {
    /// The longest result that a model is given, in bytes.
    public static let resultLimit = 32 << 10

    /// The execution's owner.
    public var user: AgentUser
    /// What `http_fetch` may reach for this agent.
    public var hosts: WebAllowList

    /// A context.
    public init(user: AgentUser, hosts: WebAllowList = WebAllowList()) {
        self.user = user
        self.hosts = hosts
    }
}
