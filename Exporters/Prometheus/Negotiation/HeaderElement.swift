/// One element of a header that lists alternatives, such as `text/plain;version=0.0.4;q=0.5`.
///
/// - SeeAlso: RFC 9110, sections 5.6.1, 5.6.6 and 12.4.2
struct HeaderElement {
    /// In lower case, without blanks around it.
    let value: String

    /// The parameters but for `q`; names in lower case, values without quotes.
    let parameters: [String: String]

    /// The weight, 0 to 1; 1 where there is none, 0 where it makes no sense.
    let weight: Double

    init(_ text: Substring) {
        var parts = Self.split(text, at: ";").map(Self.trimmed)
        value = (parts.isEmpty ? "" : parts.removeFirst()).lowercased()
        var parameters: [String: String] = [:]
        var weight = 1.0
        for part in parts {
            guard let separator = part.firstIndex(of: "=") else { continue }
            let name = Self.trimmed(part[..<separator]).lowercased()
            let text = Self.unquoted(Self.trimmed(part[part.index(after: separator)...]))
            if name == "q" { weight = Self.weight(text) } else { parameters[name] = text }
        }
        self.parameters = parameters
        self.weight = weight
    }

    /// The elements of a header, those without a value left out.
    static func all(in header: String) -> [HeaderElement] {
        split(header[...], at: ",").map(HeaderElement.init).filter { !$0.value.isEmpty }
    }

    private static func weight(_ text: String) -> Double {
        guard let weight = Double(text), weight.isFinite else { return 0 }
        return min(max(weight, 0), 1)
    }

    /// The parts between separators that are not in quotes.
    private static func split(_ text: Substring, at separator: Character) -> [Substring] {
        var isQuoted = false
        var isEscaped = false
        return text.split(omittingEmptySubsequences: true) { character in
            if isEscaped {
                isEscaped = false
            } else if isQuoted, character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            }
            return !isQuoted && character == separator
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        guard let first = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) }) else { return "" }
        return text[first...last]
    }

    private static func unquoted(_ text: Substring) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return String(text) }
        return String(text.dropFirst().dropLast().filter { $0 != "\\" })
    }
}
