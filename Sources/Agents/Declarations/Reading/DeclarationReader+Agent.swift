import Yams

extension DeclarationReader {
    private static let keys = [
        "name", "description", "runner", "platform", "model", "system", "steps", "tools", "operators", "limits", "lost", "attempts",
        "lease", "temperature", "max_tokens", "hosts",
    ]
    /// What the server does itself: a worker knows nothing of it.
    private static let runnerKeys = ["system", "steps", "tools", "temperature", "max_tokens", "hosts"]
    private static let promptBytes = 64 << 10
    private static let leaseRange = 1...3_600

    /// Reads one agent.
    func agent(_ node: Node) throws(DeclarationError) -> AgentDeclaration {
        var fields = try fields(of: node, "an agent", example: "\"name: researcher\"")
        guard let name = try fields.take("name", identifier) else { throw error(node, "an agent needs a name") }
        let runner: AgentRunnerKind = try fields.take("runner", choice) ?? .builtin
        try refuseForeign(fields, runner)
        var agent = AgentDeclaration(name: name, runner: runner)
        try readCommon(&fields, into: &agent)
        try readModel(&fields, into: &agent)
        try readTools(&fields, into: &agent)
        agent.limits =
            try fields.take("limits") { node, name throws(DeclarationError) in try limits(node, name, of: runner) } ?? agent.limits
        try fields.finish(known: Self.keys)
        return agent
    }

    private func refuseForeign(_ fields: DeclarationFields, _ runner: AgentRunnerKind) throws(DeclarationError) {
        switch runner {
        case .builtin: try fields.refuse(["lease"], because: "is for agents with \"runner: worker\"")
        case .worker: try fields.refuse(Self.runnerKeys, because: "is for agents with \"runner: builtin\"; a worker sees to that itself")
        }
    }

    private func readCommon(_ fields: inout DeclarationFields, into agent: inout AgentDeclaration) throws(DeclarationError) {
        agent.description =
            try fields.take("description") { node, name throws(DeclarationError) in try text(node, name, limit: 4 << 10) } ?? ""
        agent.platform = try fields.take("platform", identifier) ?? agent.platform
        agent.model = try fields.take("model") { node, name throws(DeclarationError) in try text(node, name, limit: 200) }
        agent.isForOperators = try fields.take("operators", truth) ?? false
        agent.whenLost = try fields.take("lost", choice) ?? .fail
        agent.attempts =
            try fields.take("attempts") { node, name throws(DeclarationError) in
                try integer(node, name, in: 1...ExecutionLimits.attempts)
            } ?? agent.attempts
        agent.leaseMilliseconds =
            try fields.take("lease") { node, name throws(DeclarationError) in try time(node, name, in: Self.leaseRange) }
            ?? agent.leaseMilliseconds
    }

    private func readModel(_ fields: inout DeclarationFields, into agent: inout AgentDeclaration) throws(DeclarationError) {
        agent.system = try fields.take("system") { node, name throws(DeclarationError) in
            try text(node, name, limit: Self.promptBytes)
        }
        agent.temperature = try fields.take("temperature") { node, name throws(DeclarationError) in
            try decimal(node, name, in: 0...2)
        }
        agent.maximumTokens = try fields.take("max_tokens") { node, name throws(DeclarationError) in
            try integer(node, name, in: 1...10_000_000)
        }
        guard let list = try fields.take("steps") else { return }
        for node in try self.list(list, "steps", limit: 100) { agent.steps.append(try step(node)) }
    }

    /// `- Summarise` or `- {name: Summarise, prompt: "In three sentences."}`.
    private func step(_ node: Node) throws(DeclarationError) -> AgentStep {
        guard node.mapping != nil else { return AgentStep(name: try text(node, "a step", limit: 200)) }
        var fields = try fields(of: node, "a step", example: "\"name: Summarise\"")
        let name = try fields.take("name") { node, name throws(DeclarationError) in try text(node, name, limit: 200) }
        guard let name else { throw error(node, "a step needs a name") }
        let prompt = try fields.take("prompt") { node, name throws(DeclarationError) in
            try text(node, name, limit: Self.promptBytes)
        }
        try fields.finish(known: ["name", "prompt"])
        return AgentStep(name: name, prompt: prompt)
    }
}
