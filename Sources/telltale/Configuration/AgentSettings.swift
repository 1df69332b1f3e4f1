import Agents
import LanguageModels

/// Which agents there are, and within which bounds they are run.
struct AgentSettings: Sendable {
    /// The agents.
    var catalogue: AgentCatalogue
    /// Executions that the built-in runner works on at once.
    var concurrency: Int
    /// Executions that wait, at least 1.
    var queue: Int
    /// Executions of one user that are not over; 0 is off.
    var perUser: Int
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
        messageBytes = try reader.value(Settings.agentsMessageBytes)
        catalogue = try Self.catalogue(reader)
    }

    private static func catalogue(_ reader: SettingsReader) throws(CommandFailure) -> AgentCatalogue {
        guard let path = try reader.value(Settings.agentsFile) else { return AgentCatalogue(declarations: []) }
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
    /// What the operator should know about the agents and what the server has for them, a line each.
    ///
    /// - Parameter model: the endpoint that agents ask; nil without one.
    func warnings(model: OpenAIConfiguration?) -> [String] {
        let asking = catalogue.agents.filter { $0.runner == .builtin && !$0.isHealthReport }
        guard let model else {
            return asking.isEmpty ? [] : ["no model for \(Self.list(asking)): set model-url, or their executions fail"]
        }
        let unpriced = asking.filter { $0.limits.costUSD != nil && model.prices[$0.model ?? model.model] == nil }
        return unpriced.isEmpty
            ? [] : ["no price for the models of \(Self.list(unpriced)): set model-prices, or limits.cost_usd does not hold"]
    }

    private static func list(_ agents: [AgentDeclaration]) -> String {
        "agents " + agents.prefix(20).map(\.name).joined(separator: ", ")
    }
}
