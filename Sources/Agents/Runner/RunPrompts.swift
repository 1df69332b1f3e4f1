import Wire

/// What a model is asked, one after the other.
enum RunPrompts {
    /// The input, then each step; the first step comes with the input.
    static func of(_ execution: Execution, _ agent: AgentDeclaration) -> [String] {
        let input = text(of: execution.input)
        guard let first = agent.steps.first else { return [input.isEmpty ? "Begin." : input] }
        return [input.isEmpty ? first.prompt : input + "\n\n" + first.prompt] + agent.steps.dropFirst().map(\.prompt)
    }

    /// A JSON string's text; nothing for `null`; other JSON as it is.
    static func text(of json: String) -> String {
        String(textOfJSON: json) ?? (json == "null" ? "" : json)
    }
}
