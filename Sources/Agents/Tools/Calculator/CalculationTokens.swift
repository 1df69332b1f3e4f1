/// The numbers, names and signs of an expression.
struct CalculationTokens {
    private enum Token {
        case number(Double)
        case name(String)
        case sign(Character)
    }

    private var tokens: [(token: Token, text: Substring, column: Int)] = []
    private var position = 0

    /// Cuts an expression up.
    ///
    /// - Throws: ``ToolError`` for what is neither a number, nor a name, nor a sign.
    init(_ expression: String) throws(ToolError) {
        var rest = expression[...]
        while let first = rest.first {
            let column = expression.distance(from: expression.startIndex, to: rest.startIndex) + 1
            if first.isWhitespace {
                rest.removeFirst()
                continue
            }
            guard let (token, text) = Self.token(rest) else {
                throw ToolError("column \(column): \"\(first)\" has no meaning here")
            }
            tokens.append((token, text, column))
            rest = rest[text.endIndex...]
        }
    }

    var isAtEnd: Bool { position == tokens.count }

    /// The sign here, if it is one of these; then it has been read.
    mutating func take(anyOf signs: String) -> Character? {
        guard !isAtEnd, case .sign(let sign) = tokens[position].token, signs.contains(sign) else { return nil }
        position += 1
        return sign
    }

    /// The number here; then it has been read.
    mutating func takeNumber() -> Double? {
        guard !isAtEnd, case .number(let number) = tokens[position].token else { return nil }
        position += 1
        return number
    }

    /// The name here; then it has been read.
    mutating func takeName() -> String? {
        guard !isAtEnd, case .name(let name) = tokens[position].token else { return nil }
        position += 1
        return name
    }

    /// What to say of the token here.
    func unexpected() -> ToolError {
        guard !isAtEnd else { return ToolError("the expression ends too early") }
        return ToolError("column \(tokens[position].column): \"\(tokens[position].text)\" is not expected here")
    }

    private static func token(_ text: Substring) -> (Token, Substring)? {
        guard let first = text.first else { return nil }
        if first.isASCII, first.isLetter {
            let name = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
            return (.name(name.lowercased()), name)
        }
        if let number = number(text), let value = Double(number), value.isFinite { return (.number(value), number) }
        let sign: Character
        switch first {
        case "×", "·": sign = "*"
        case "÷": sign = "/"
        case "−": sign = "-"
        case "+", "-", "*", "/", "%", "^", "(", ")", ",": sign = first
        default: return nil
        }
        // "**" is a power to whoever writes Python.
        if sign == "*", text.hasPrefix("**") { return (.sign("^"), text.prefix(2)) }
        return (.sign(sign), text.prefix(1))
    }

    /// `1`, `1.5`, `.5`, `1e6`, `1.5E-3`.
    private static func number(_ text: Substring) -> Substring? {
        let whole = text.prefix(while: isDigit)
        var end = whole.endIndex
        var digits = whole.count
        if end < text.endIndex, text[end] == "." {
            let fraction = text[text.index(after: end)...].prefix(while: isDigit)
            digits += fraction.count
            end = fraction.endIndex
        }
        guard digits > 0 else { return nil }
        if end < text.endIndex, text[end] == "e" || text[end] == "E" {
            var exponent = text[text.index(after: end)...]
            if exponent.first == "+" || exponent.first == "-" { exponent.removeFirst() }
            let power = exponent.prefix(while: isDigit)
            if !power.isEmpty { end = power.endIndex }
        }
        return text[text.startIndex..<end]
    }

    private static func isDigit(_ character: Character) -> Bool {
        character.isASCII && character.isNumber
    }
}
