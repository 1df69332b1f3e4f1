import Agents
import Testing

@Suite("The sample of a file of agents")
struct SampleTests {
    /// As the documentation has it.
    static let sample = """
        agents:
          # Runs on the server's language model (--model-url), with tools.
          - name: analyst
            description: Answers questions about this server with figures.
            system: |
              You are the analyst of a chat server. Look every figure up with a tool,
              never guess one. Answer in Markdown, the most important first.
            tools: [metrics_query, alerts, calculator]
            operators: true              # only tokens with the scope dashboard
            limits: {time: 2m, tokens: 60000, cost_usd: 0.25, calls: 12}
            lost: requeue                # it only reads, so beginning again is safe

          # Several prompts, one after the other in one conversation; the last answer is the result.
          - name: digest
            description: Sums up what my conversations say about a topic.
            model: gpt-5-mini            # another model of the same endpoint
            temperature: 0.2
            max_tokens: 1500
            tools: [conversations_search, http_fetch]
            hosts: [docs.example.com, .wiki.example.com, "http://localhost:9090"]
            steps:
              - name: Collect
                prompt: Find what was said about this topic. Name the conversation of each find.
              - name: Summarise
                prompt: Write five sentences for somebody who was away.

          # Claimed over HTTP by a program of yours, in any language.
          - name: renderer
            description: Renders a chart to a PNG.
            runner: worker
            platform: gpu-farm
            lease: 30s                   # a worker that is silent for longer has lost it
            lost: requeue
            attempts: 3
        """

    @Test("is read, each agent as it says")
    func reads() throws {
        let catalogue = try AgentCatalogue.parse(yaml: Self.sample, file: "agents.yaml")
        #expect(catalogue.names == ["analyst", "digest", "renderer", "health-report"])
        #expect(catalogue["analyst"]?.isForOperators == true)
        #expect(catalogue["analyst"]?.limits == AgentLimits(timeMilliseconds: 120_000, tokens: 60_000, costUSD: 0.25, calls: 12))
        #expect(catalogue["digest"]?.steps.map(\.name) == ["Collect", "Summarise"])
        #expect(catalogue["digest"]?.hosts.allowances.map(\.text) == ["docs.example.com", ".wiki.example.com", "http://localhost:9090"])
        #expect(catalogue["renderer"]?.runner == .worker)
        #expect(catalogue["renderer"]?.platform == "gpu-farm")
    }
}
