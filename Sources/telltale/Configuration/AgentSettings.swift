import Agents
import LanguageModels

/// Which agents there are, and within which bounds they are run.
struct AgentSettings: Sendable {
    /// The agents.
    var catalogue: AgentCatalogue
    /// Where they are declared, for errors; nil without a file.
    var file: String?
    /// Executions that the built-in runner works on at once.
    var concurrency: Int
    /// Executions that wait; 0 is off.
    var queue: Int
    /// Executions of one user that are not over; 0 is off.
    var perUser: Int
    /// Claims that wait for an execution; 0 is off.
    var claims: Int
    /// Claims that wait with the tokens of one user; 0 is off.
    var claimsPerUser: Int
    /// Largest message on an execution's socket, bytes; 0 is off.
    var messageBytes: Int
}

extension AgentSettings {
    /// The settings of the section Agents, each checked; the file is read.
    /// - Throws: ``CommandFailure`` for one that cannot be used, and with line and column for a mistake in the file.
    init(_ reader: SettingsReader) throws(CommandFailure) {
        concurrency = try reader.value(Settings.agentConcurrency)
        queue = try reader.value(Settings.agentQueue)
        perUser = try reader.value(Settings.executionsPerUser)
        claims = try reader.value(Settings.agentClaims)
        claimsPerUser = try reader.value(Settings.claimsPerUser)
        messageBytes = try reader.value(Settings.agentsMessageBytes)
        file = try reader.value(Settings.agentsFile)
        catalogue = try Self.catalogue(file)
    }

    private static func catalogue(_ file: String?) throws(CommandFailure) -> AgentCatalogue {
        guard let path = file else { return AgentCatalogue() }
        let bytes = try FileReading.bytes(of: path, purpose: "the agents file")
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(.configuration, "the agents file \(path) is not UTF-8 text")
        }
        do {
            return try AgentCatalogue.parse(yaml: text, file: path)
        } catch {
            throw CommandFailure(.configuration, "\(error)")
        }
    }
}

extension AgentSettings {
    /// The agents that ask the server's model.
    private var asking: [AgentDeclaration] {
        catalogue.agents.filter { $0.runner == .builtin && !$0.isHealthReport }
    }

    /// Refuses a limit of cost that nothing would hold: of a model without a price nobody knows what it costs.
    ///
    /// - Parameter model: the endpoint that agents ask; without one they fail before they cost anything.
    /// - Throws: ``CommandFailure`` for the first agent with such a limit.
    func check(model: OpenAIConfiguration?) throws(CommandFailure) {
        guard let model else { return }
        for agent in asking where agent.limits.costUSD != nil {
            let name = agent.model ?? model.model
            guard model.prices[name] == nil else { continue }
            throw CommandFailure(
                .configuration,
                "\(file ?? "agents"): the agent \(agent.name) has a limit cost_usd, but there is no price for its model \(name): "
                    + "add \(name)=INPUT/OUTPUT to model-prices, in US dollars per million tokens, or remove the limit")
        }
    }

    /// What the operator should know about the agents and what the server has for them, a line each.
    ///
    /// - Parameter model: the endpoint that agents ask; nil without one.
    func warnings(model: OpenAIConfiguration?) -> [String] {
        guard model == nil, !asking.isEmpty else { return [] }
        let names = asking.prefix(20).map(\.name).joined(separator: ", ")
        return ["no model for agents \(names): set model-url, or their executions fail"]
    }
}
