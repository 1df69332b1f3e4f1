/// Reads a selector from left to right; blanks between its parts do not count.
struct SelectorScanner {
    private let text: String
    private var rest: Substring

    init(_ text: String) {
        self.text = text
        rest = text[...]
    }

    /// Whether this sign is here; then it has been read.
    mutating func take(_ sign: String) -> Bool {
        skipBlanks()
        guard rest.hasPrefix(sign) else { return false }
        rest.removeFirst(sign.count)
        return true
    }

    /// Letters, digits and underscores, not beginning with a digit.
    mutating func word(_ what: String, allowsColon: Bool) throws(ToolError) -> String {
        skipBlanks()
        let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || (allowsColon && $0 == ":")) }
        guard let first = word.first, !first.isNumber else { throw expected(what) }
        rest = rest[word.endIndex...]
        return String(word)
    }

    /// Whether it is `=`, or `!=`.
    mutating func comparison() throws(ToolError) -> Bool {
        if take("=~") || take("!~") { throw ToolError("regular expressions are not supported; use = or !=, or \"sum_by\"") }
        if take("!=") { return false }
        guard take("=") else { throw expected("\"=\" or \"!=\"") }
        return true
    }

    /// A text in double or single quotes, with `\\`, `\"` and `\n`.
    mutating func quoted() throws(ToolError) -> String {
        skipBlanks()
        guard let quote = rest.first, quote == "\"" || quote == "'" else { throw expected("a value in quotes") }
        rest.removeFirst()
        var value = ""
        while let character = rest.popFirst() {
            if character == quote { return value }
            guard character == "\\" else {
                value.append(character)
                continue
            }
            guard let escaped = rest.popFirst() else { break }
            value.append(escaped == "n" ? "\n" : escaped)
        }
        throw ToolError("the query ends inside a value")
    }

    mutating func end() throws(ToolError) {
        skipBlanks()
        guard rest.isEmpty else { throw expected("the end; functions are not supported, use \"sum_by\"") }
    }

    func expected(_ what: String) -> ToolError {
        let column = text.distance(from: text.startIndex, to: rest.startIndex) + 1
        return ToolError("column \(column) of the query: expected \(what)")
    }

    private mutating func skipBlanks() {
        rest = rest.drop(while: \.isWhitespace)
    }
}
