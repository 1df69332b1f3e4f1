import Essentials
import LanguageModels
import Wire

/// The tools of a server, and how models call them.
struct ToolBox: Sendable {
    /// How many calls of one turn are made.
    static let callLimit = 16

    private let tools: [String: any AgentTool]

    /// Of several with one name the first counts.
    init(_ tools: [any AgentTool]) {
        self.tools = Dictionary(tools.map { ($0.definition.name, $0) }) { first, _ in first }
    }

    /// What a model is told of an agent's tools.
    ///
    /// - Throws: ``RunStop`` for a tool that this server has not.
    func definitions(of names: [String]) throws(RunStop) -> [ModelTool] {
        var definitions: [ModelTool] = []
        for name in names {
            guard let tool = tools[name] else { throw .failed(.internal, "This server does not have the agent's tool \(name).") }
            definitions.append(tool.definition)
        }
        return definitions
    }

    /// Makes the calls of one turn, all at once.
    ///
    /// - Parameter offered: the names of the tools that the model was told of; it gets no others.
    /// - Returns: what the model is told of each, in the order of the calls.
    func results(of calls: [ModelToolCall], offered: [String], _ context: ToolContext) async -> [String] {
        await withTaskGroup(of: (Int, String).self) { group in
            for (position, call) in calls.prefix(Self.callLimit).enumerated() {
                group.addTask { (position, await result(of: call, offered, context)) }
            }
            let refused = "Error: not called; only \(Self.callLimit) calls are made in one turn."
            var results = [String](repeating: refused, count: calls.count)
            for await (position, result) in group { results[position] = result }
            return results
        }
    }

    private func result(of call: ModelToolCall, _ offered: [String], _ context: ToolContext) async -> String {
        guard offered.contains(call.name), let tool = tools[call.name] else {
            let names = offered.isEmpty ? "none" : offered.joined(separator: ", ")
            return "Error: there is no tool \"\(call.name.prefix(80))\"; there are: \(names)"
        }
        do throws(ToolError) {
            // Which is why no tool has to say it in its own way.
            _ = try ToolArguments(call.arguments)
            return Self.cut(try await tool.call(call.arguments, context))
        } catch {
            return Self.cut("Error: \(error.message)")
        }
    }

    /// The beginning of a result that is too long, and that it is one.
    static func cut(_ text: String) -> String {
        let count = text.utf8.count
        guard count > ToolContext.resultLimit else { return text }
        let note = "\n… (cut: these are the first of \(count) bytes)"
        return text.prefix(utf8Bytes: ToolContext.resultLimit - note.utf8.count) + note
    }
}
