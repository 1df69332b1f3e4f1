import Agents
import Testing

@Suite("Declaring agents")
struct DeclarationTests {
    @Test("every key is read")
    func everything() throws {
        let catalogue = try AgentCatalogue.parse(
            yaml: """
                # Agents of the office.
                agents:
                  - name: researcher
                    description: Looks things up.
                    runner: builtin
                    platform: office
                    model: gpt-5-mini
                    system: |
                      You answer with numbers.
                      You name your sources.
                    steps:
                      - Collect
                      - {name: Summarise, prompt: In three sentences.}
                    tools: [calculator, http_fetch]
                    hosts: [api.example.com, .example.org, "http://127.0.0.1:9090"]
                    operators: true
                    limits: {time: 90s, tokens: 50000, cost_usd: 0.25, calls: 8}
                    lost: requeue
                    attempts: 5
                    temperature: 0.2
                    max_tokens: 2000
                  - name: renderer
                    runner: worker
                    lease: 1m
                    limits: {tokens: 10, cost_usd: 1}
                """, file: "agents.yaml")
        var researcher = AgentDeclaration(name: "researcher")
        researcher.description = "Looks things up."
        researcher.platform = "office"
        researcher.model = "gpt-5-mini"
        researcher.system = "You answer with numbers.\nYou name your sources.\n"
        researcher.steps = [AgentStep(name: "Collect"), AgentStep(name: "Summarise", prompt: "In three sentences.")]
        researcher.tools = ["calculator", "http_fetch"]
        researcher.hosts = WebAllowList(["api.example.com", ".example.org", "http://127.0.0.1:9090"].compactMap(WebAllowance.init))
        researcher.isForOperators = true
        researcher.limits = AgentLimits(timeMilliseconds: 90_000, tokens: 50_000, costUSD: 0.25, calls: 8)
        researcher.whenLost = .requeue
        researcher.attempts = 5
        researcher.temperature = 0.2
        researcher.maximumTokens = 2_000
        var renderer = AgentDeclaration(name: "renderer", runner: .worker)
        renderer.leaseMilliseconds = 60_000
        renderer.limits = AgentLimits(timeMilliseconds: nil, tokens: 10, costUSD: 1)
        #expect(catalogue.agents == [researcher, renderer, .healthReport])
        #expect(researcher.hosts.allowances.count == 3)
        #expect(catalogue.workerAgents.map(\.name) == ["renderer"])
    }

    @Test("what is left out has its default")
    func defaults() throws {
        let agent = try #require(try AgentCatalogue.parse(yaml: "agents: [{name: a}]", file: "f")["a"])
        #expect((agent.runner, agent.platform, agent.whenLost) == (.builtin, "telltale", .fail))
        #expect((agent.attempts, agent.leaseMilliseconds) == (3, 30_000))
        #expect(agent.limits == AgentLimits(timeMilliseconds: 300_000, tokens: nil, costUSD: nil, calls: 16))
        #expect(agent.model == nil && agent.steps.isEmpty && agent.tools.isEmpty && !agent.isForOperators)
        let worker = try AgentCatalogue.parse(yaml: "agents: [{name: w, runner: worker}]", file: "f")["w"]
        #expect(worker?.platform == "worker" && worker?.limits == AgentLimits(timeMilliseconds: nil))
    }

    @Test("a file without agents leaves the report", arguments: ["", "# nothing\n", "agents: []", "---\n", "null"])
    func empty(yaml: String) throws {
        #expect(try AgentCatalogue.parse(yaml: yaml, file: "f").names == ["health-report"])
    }

    @Test("the report is for operators, asks no model, and gives way to an agent of its name")
    func report() throws {
        #expect(AgentCatalogue()["health-report"] == .healthReport)
        #expect(AgentDeclaration.healthReport.isForOperators && AgentDeclaration.healthReport.isHealthReport)
        let own = try AgentCatalogue.parse(yaml: "agents: [{name: health-report, system: Be brief.}]", file: "f")
        #expect(own.names == ["health-report"])
        #expect(own["health-report"]?.isHealthReport == false)
    }

    @Test("JSON is read, since it is YAML")
    func json() throws {
        let catalogue = try AgentCatalogue.parse(yaml: #"{"agents": [{"name": "a", "limits": {"time": "5m"}}]}"#, file: "f")
        #expect(catalogue["a"]?.limits.timeMilliseconds == 300_000)
        #expect(catalogue["b"] == nil)
    }

    @Test(
        "times have units",
        arguments: [
            ("5", 5_000), ("1.5", 1_500), ("2000ms", 2_000), ("30s", 30_000), ("5m", 300_000), ("1h", 3_600_000), ("24h", 86_400_000),
        ])
    func times(text: String, milliseconds: Int) throws {
        let catalogue = try AgentCatalogue.parse(yaml: "agents: [{name: a, limits: {time: \(text)}}]", file: "f")
        #expect(catalogue["a"]?.limits.timeMilliseconds == milliseconds)
    }

    @Test("of two declarations with one name in a catalogue made by code the first counts")
    func first() {
        var second = AgentDeclaration(name: "a")
        second.description = "second"
        #expect(AgentCatalogue(declarations: [AgentDeclaration(name: "a"), second])["a"]?.description == "")
    }
}
