import Agents
import LanguageModels

/// A tool that does what a test says.
struct ScriptedTool: AgentTool {
    let definition: ModelTool
    private let body: @Sendable (String, ToolContext) async throws(ToolError) -> String

    init(_ name: AgentToolName, _ body: @escaping @Sendable (String, ToolContext) async throws(ToolError) -> String) {
        definition = ModelTool(name: name.rawValue, description: "For a test.", parameters: #"{"type":"object"}"#)
        self.body = body
    }

    func call(_ arguments: String, _ context: ToolContext) async throws(ToolError) -> String {
        try await body(arguments, context)
    }
}
