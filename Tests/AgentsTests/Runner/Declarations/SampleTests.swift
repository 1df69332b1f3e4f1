import Agents
import Foundation
import Testing

@Suite("The sample of a file of agents")
struct SampleTests {
    /// The block of YAML in the article on agents.
    static func sample() throws -> String {
        let folder = URL(filePath: #filePath).pathComponents.prefix { $0 != "Tests" }.joined(separator: "/")
        let article = try String(contentsOfFile: "\(folder)/Sources/telltale/telltale.docc/Agents.md", encoding: .utf8)
        let beginning = try #require(article.range(of: "```yaml\n"))
        let end = try #require(article.range(of: "\n```", range: beginning.upperBound..<article.endIndex))
        return String(article[beginning.upperBound..<end.lowerBound])
    }

    @Test("is read, each agent as it says")
    func reads() throws {
        let catalogue = try AgentCatalogue.parse(yaml: Self.sample(), file: "agents.yaml")
        #expect(catalogue.names == ["analyst", "digest", "renderer", "health-report"])
        #expect(catalogue["analyst"]?.isForOperators == true)
        #expect(catalogue["analyst"]?.limits == AgentLimits(timeMilliseconds: 120_000, tokens: 60_000, costUSD: 0.25, calls: 12))
        #expect(catalogue["digest"]?.steps.map(\.name) == ["Collect", "Summarise"])
        #expect(catalogue["digest"]?.hosts.allowances.map(\.text) == ["docs.example.com", ".wiki.example.com"])
        #expect(catalogue["renderer"]?.runner == .worker)
        #expect(catalogue["renderer"]?.platform == "gpu-farm")
    }
}
