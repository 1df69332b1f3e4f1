import Yams

extension AgentCatalogue {
    /// The largest file that is read, in bytes.
    public static let fileLimit = 1 << 20
    /// How many agents a file may declare.
    public static let agentLimit = 1_000

    /// Reads a file of agents: YAML 1.2, or JSON, which is YAML.
    ///
    /// ```yaml
    /// agents:
    ///   - name: researcher
    ///     system: You answer with numbers.
    ///     tools: [calculator]
    ///     limits: {time: 2m, cost_usd: 0.10}
    /// ```
    ///
    /// - Parameters:
    ///   - yaml: the text; one that is empty declares nothing.
    ///   - file: how errors name it.
    /// - Throws: `DeclarationError` with the place of the first thing that is wrong.
    public static func parse(yaml: String, file: String) throws(DeclarationError) -> AgentCatalogue {
        let reader = DeclarationReader(file: file)
        guard yaml.utf8.count <= fileLimit else {
            throw DeclarationError(file: file, message: "a file of agents has at most \(fileLimit >> 20) MiB")
        }
        guard let root = try reader.tree(yaml), !reader.isNull(root) else { return AgentCatalogue() }
        var fields = try reader.fields(of: root, "the file", example: "\"agents:\" with a list")
        guard let list = try fields.take("agents") else {
            throw reader.error(root, "there should be \"agents:\" with a list of agents")
        }
        try fields.finish(known: ["agents"])
        let nodes = try reader.list(list, "agents", limit: agentLimit)
        return AgentCatalogue(declarations: try agents(nodes, reader))
    }

    private static func agents(_ nodes: [Node], _ reader: DeclarationReader) throws(DeclarationError) -> [AgentDeclaration] {
        var agents: [AgentDeclaration] = []
        var lines: [String: Int] = [:]
        for node in nodes {
            let agent = try reader.agent(node)
            if let line = lines.updateValue(node.mark?.line ?? 0, forKey: agent.name) {
                throw reader.error(node, "there is an agent named \(agent.name) already, in line \(line)")
            }
            agents.append(agent)
        }
        return agents
    }
}
