/// For whom a tool is called.
public struct ToolContext: Sendable, Equatable {
    /// The longest result that a model is given, in bytes.
    public static let resultLimit = 32 << 10

    public var executionID: String
    public var agent: String
    public var user: AgentUser

    /// A context.
    public init(executionID: String, agent: String, user: AgentUser) {
        self.executionID = executionID
        self.agent = agent
        self.user = user
    }
}
