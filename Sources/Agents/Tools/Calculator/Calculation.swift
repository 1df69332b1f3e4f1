/// Reads an expression and calculates it on the way, by recursive descent.
///
/// ```text
/// sum     = product { ("+" | "-") product }
/// product = unary { ("*" | "/" | "%") unary }
/// unary   = ("+" | "-") unary | power
/// power   = primary [ "^" unary ]          the right one first: 2^3^2 is 2^9, -2^2 is -4
/// primary = number | name | name "(" sum { "," sum } ")" | "(" sum ")"
/// ```
struct Calculation {
    /// The longest expression, in bytes.
    static let lengthLimit = 2_000
    /// How deep parentheses, signs and powers nest.
    static let depthLimit = 100

    private var tokens: CalculationTokens
    private var depth = 0

    /// What an expression comes to: always a finite number.
    ///
    /// - Throws: ``ToolError`` that says what is wrong and where.
    static func value(of expression: String) throws(ToolError) -> Double {
        guard expression.utf8.count <= lengthLimit else { throw ToolError("the expression is longer than \(lengthLimit) bytes") }
        var calculation = Calculation(tokens: try CalculationTokens(expression))
        let value = try calculation.sum()
        guard calculation.tokens.isAtEnd else { throw calculation.tokens.unexpected() }
        return value
    }

    private mutating func sum() throws(ToolError) -> Double {
        var value = try product()
        while let sign = tokens.take(anyOf: "+-") {
            let right = try product()
            value = try CalculationRule.finite(sign == "+" ? value + right : value - right)
        }
        return value
    }

    private mutating func product() throws(ToolError) -> Double {
        var value = try unary()
        while let sign = tokens.take(anyOf: "*/%") {
            value = try CalculationRule.apply(sign, value, try unary())
        }
        return value
    }

    private mutating func unary() throws(ToolError) -> Double {
        try enter()
        defer { depth -= 1 }
        guard let sign = tokens.take(anyOf: "+-") else { return try power() }
        let value = try unary()
        return sign == "-" ? -value : value
    }

    private mutating func power() throws(ToolError) -> Double {
        let base = try primary()
        guard tokens.take(anyOf: "^") != nil else { return base }
        return try CalculationRule.power(base, try unary())
    }

    private mutating func primary() throws(ToolError) -> Double {
        if let number = tokens.takeNumber() { return number }
        if tokens.take(anyOf: "(") != nil {
            let value = try sum()
            try close()
            return value
        }
        guard let name = tokens.takeName() else { throw tokens.unexpected() }
        guard tokens.take(anyOf: "(") != nil else { return try CalculationRule.constant(name) }
        var arguments = [try sum()]
        while tokens.take(anyOf: ",") != nil { arguments.append(try sum()) }
        try close()
        return try CalculationRule.call(name, arguments)
    }

    private mutating func close() throws(ToolError) {
        guard tokens.take(anyOf: ")") != nil else { throw tokens.unexpected() }
    }

    /// Everything that nests passes here.
    private mutating func enter() throws(ToolError) {
        guard depth < Self.depthLimit else { throw ToolError("the expression nests deeper than \(Self.depthLimit)") }
        depth += 1
    }
}
