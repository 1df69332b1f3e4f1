/// A field's value with its parameters: `attachment; filename="a.txt"` (RFC 9110, section 5.6.6).
struct HeaderParameters: Equatable {
    /// What stands in front, in lower case.
    let value: String
    private let parameters: [String: String]

    /// - Returns: nil when a parameter is broken or comes twice.
    init?(_ text: String) {
        var rest = text.unicodeScalars[...]
        value = Self.trimmed(rest.prefix { $0 != ";" }).lowercased()
        rest = rest.drop { $0 != ";" }
        var parameters: [String: String] = [:]
        while rest.popFirst() != nil {
            rest = rest.drop(while: Self.isBlank)
            // Some write a semicolon at the end.
            if rest.isEmpty || rest.first == ";" { continue }
            let name = Self.trimmed(rest.prefix { $0 != "=" && $0 != ";" }).lowercased()
            rest = rest.drop { $0 != "=" && $0 != ";" }
            guard !name.isEmpty, rest.popFirst() == "=", let value = Self.parameterValue(&rest),
                parameters.updateValue(value, forKey: name) == nil
            else { return nil }
        }
        self.parameters = parameters
    }

    /// The value of a parameter by its name in lower case, without quotes.
    subscript(_ name: String) -> String? { parameters[name] }

    private static func parameterValue(_ rest: inout Substring.UnicodeScalarView) -> String? {
        rest = rest.drop(while: isBlank)
        guard rest.first == "\"" else {
            defer { rest = rest.drop { $0 != ";" } }
            return trimmed(rest.prefix { $0 != ";" })
        }
        rest.removeFirst()
        var value = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"":
                rest = rest.drop(while: isBlank)
                return rest.isEmpty || rest.first == ";" ? String(value) : nil
            case "\\":
                guard let escaped = rest.popFirst() else { return nil }
                value.append(escaped)
            default:
                value.append(scalar)
            }
        }
        return nil
    }

    private static func trimmed(_ text: Substring.UnicodeScalarView) -> String {
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return String(text)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
}
