/// The agents that a server knows.
public struct AgentCatalogue: Sendable {
    /// In the order in which they were declared, the built-in report at the end.
    public let agents: [AgentDeclaration]
    private let positions: [String: Int]

    /// A catalogue of these agents, and of the built-in ``AgentDeclaration/healthReport`` unless one of them has its name.
    ///
    /// - Parameter declarations: of several with one name the first counts; ``parse(yaml:file:)`` refuses them.
    public init(declarations: [AgentDeclaration] = []) {
        var agents: [AgentDeclaration] = []
        var positions: [String: Int] = [:]
        for agent in declarations + [.healthReport] where positions[agent.name] == nil {
            positions[agent.name] = agents.count
            agents.append(agent)
        }
        self.agents = agents
        self.positions = positions
    }

    /// The agent of that name, or nil.
    public subscript(name: String) -> AgentDeclaration? {
        positions[name].map { agents[$0] }
    }

    /// The names, in order.
    public var names: [String] {
        agents.map(\.name)
    }

    /// The agents that workers run.
    public var workerAgents: [AgentDeclaration] {
        agents.filter { $0.runner == .worker }
    }
}
