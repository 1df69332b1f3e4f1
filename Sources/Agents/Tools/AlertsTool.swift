import LanguageModels

/// `alerts`: which of the server's conditions fire; for operators.
public struct AlertsTool: AgentTool {
    private let operations: any OperationsSource

    /// - Parameter operations: who evaluates the conditions.
    public init(operations: any OperationsSource) {
        self.operations = operations
    }

    public let definition = ModelTool(
        name: AgentToolName.alerts.rawValue,
        description: "Lists the conditions that this server watches: which fire or are about to, since when, their values and limits.",
        parameters: #"{"type":"object","properties":{},"additionalProperties":false}"#)

    public func call(_ arguments: String, _ context: ToolContext) async throws(ToolError) -> String {
        try context.requireOperator()
        try ToolArguments(arguments).finish()
        return OperationsReport.conditions(of: operations)
    }
}
