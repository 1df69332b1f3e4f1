/// Who runs executions from outside, as the token says.
public struct AgentWorker: Sendable, Equatable {
    public var userID: String
    /// The agents that it may work for.
    public var agents: [String]
    /// Whether it may work for all.
    public var isAdmin: Bool

    /// A worker.
    public init(userID: String, agents: [String], isAdmin: Bool = false) {
        self.userID = userID
        self.agents = agents
        self.isAdmin = isAdmin
    }

    /// Whether it may work for this agent.
    func mayRun(_ agent: String) -> Bool {
        isAdmin || agents.contains(agent)
    }
}
