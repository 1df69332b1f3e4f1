import Yams

extension DeclarationReader {
    /// The tools of an agent and the hosts that one of them may reach.
    func readTools(_ fields: inout DeclarationFields, into agent: inout AgentDeclaration) throws(DeclarationError) {
        var fetch: Node?
        for node in try fields.take("tools").map({ node throws(DeclarationError) in try list(node, "tools", limit: 64) }) ?? [] {
            let tool: AgentToolName = try choice(node, "a tool")
            guard !agent.tools.contains(tool.rawValue) else { throw error(node, "the tool \(tool.rawValue) is named twice") }
            agent.tools.append(tool.rawValue)
            if tool == .httpFetch { fetch = node }
        }
        guard let hosts = try fields.take("hosts") else {
            guard let fetch else { return }
            throw error(fetch, "http_fetch needs \"hosts:\" with what it may reach, such as [api.example.com]")
        }
        guard fetch != nil else { throw error(hosts, "hosts is for agents with the tool http_fetch") }
        agent.hosts = try allowList(hosts)
    }

    private func allowList(_ list: Node) throws(DeclarationError) -> WebAllowList {
        var allowances: [WebAllowance] = []
        for node in try self.list(list, "hosts", limit: 256) {
            guard let allowance = node.scalar.flatMap({ WebAllowance($0.string) }) else {
                throw error(
                    node,
                    "a host should be like api.example.com, .example.com, api.example.com:8443, http://127.0.0.1:9090, 10.0.0.5 or 10.0.0.0/8"
                )
            }
            allowances.append(allowance)
        }
        guard !allowances.isEmpty else { throw error(list, "hosts should name at least one host") }
        return WebAllowList(allowances)
    }

    /// `{time: 5m, tokens: 50000, cost_usd: 0.25, calls: 16}`.
    func limits(_ node: Node, _ name: String, of runner: AgentRunnerKind) throws(DeclarationError) -> AgentLimits {
        var fields = try fields(of: node, name, example: "\"time: 5m\"")
        if runner == .worker {
            try fields.refuse(["calls"], because: "is for agents with \"runner: builtin\"; nobody tells how often a worker asks a model")
        }
        var limits = AgentLimits.usual(runner)
        limits.timeMilliseconds =
            try fields.take("time") { node, name throws(DeclarationError) in
                try time(node, name, in: 1...AgentLimits.longestMilliseconds / 1_000)
            }
            ?? limits.timeMilliseconds
        limits.tokens = try fields.take("tokens") { node, name throws(DeclarationError) in
            try integer(node, name, in: 1...ExecutionLimits.tokens)
        }
        limits.costUSD = try fields.take("cost_usd") { node, name throws(DeclarationError) in
            try decimal(node, name, in: 0...ExecutionLimits.costUSD)
        }
        limits.calls =
            try fields.take("calls") { node, name throws(DeclarationError) in try integer(node, name, in: 1...10_000) } ?? limits.calls
        try fields.finish(known: ["time", "tokens", "cost_usd", "calls"])
        return limits
    }
}
