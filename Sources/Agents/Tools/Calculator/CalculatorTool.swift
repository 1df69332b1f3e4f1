import LanguageModels

/// `calculator`: what an expression comes to.
public struct CalculatorTool: AgentTool {
    /// Makes the tool; it has no state.
    public init() {}

    public let definition = ModelTool(
        name: AgentToolName.calculator.rawValue,
        description: """
            Calculates one expression exactly as written: + - * / % ^, parentheses, the constants pi and e, and the functions \
            sqrt, abs, floor, ceil, round(x) or round(x, digits), log (base 10), ln, exp, min and max.
            """,
        parameters: """
            {"type":"object","properties":{"expression":{"type":"string","description":"For example (1250 - 980) / 980 * 100"}},\
            "required":["expression"],"additionalProperties":false}
            """)

    public func call(_ arguments: String, _ context: ToolContext) async throws(ToolError) -> String {
        var arguments = try ToolArguments(arguments)
        let expression = try arguments.string("expression")
        try arguments.finish()
        return DecimalText.of(try Calculation.value(of: expression))
    }
}
