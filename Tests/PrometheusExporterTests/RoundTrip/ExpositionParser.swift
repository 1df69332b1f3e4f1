import Testing

/// Reads both text formats by their grammars and refuses what they do not allow.
///
/// - SeeAlso: <https://prometheus.io/docs/specs/om/open_metrics_spec/#abnf>
struct ExpositionParser {
    struct Family: Equatable {
        var name: String
        var type = ""
        var unit: String?
        var help: String?
        var samples: [Sample] = []
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let isOpenMetrics: Bool
    private var rest: Substring = ""
    private(set) var families: [Family] = []

    static func parse(_ text: String, isOpenMetrics: Bool) throws -> [Family] {
        var parser = ExpositionParser(isOpenMetrics: isOpenMetrics)
        try parser.parse(text)
        return parser.families
    }

    private init(isOpenMetrics: Bool) {
        self.isOpenMetrics = isOpenMetrics
    }

    private mutating func parse(_ text: String) throws {
        var body = text
        if isOpenMetrics {
            guard text.hasSuffix("# EOF\n") else { throw Failure(description: "no end") }
            body.removeLast(6)
        }
        guard body.isEmpty || body.hasSuffix("\n") else { throw Failure(description: "the last line has no end") }
        for line in body.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            rest = line
            if take("# ") { try parseMetadata() } else { try parseSample() }
        }
    }

    private mutating func parseMetadata() throws {
        let keyword = takeWord()
        let name = takeWord()
        if families.last?.name != name {
            guard !families.contains(where: { $0.name == name }) else { throw Failure(description: "\(name) comes twice") }
            families.append(Family(name: name))
        }
        guard families[families.count - 1].samples.isEmpty else { throw Failure(description: "\(keyword) after samples") }
        switch keyword {
        case "TYPE": families[families.count - 1].type = String(rest)
        case "UNIT" where isOpenMetrics: families[families.count - 1].unit = String(rest)
        case "HELP": families[families.count - 1].help = try unescaped(escapesQuotes: isOpenMetrics)
        default: throw Failure(description: "what is \(keyword)?")
        }
    }

    private mutating func parseSample() throws {
        let name = String(rest.prefix { $0 != "{" && $0 != " " })
        rest = rest.dropFirst(name.count)
        var labels = try takeLabels()
        guard take(" ") else { throw Failure(description: "no space after \(name)") }
        let value = try number(takeWord())
        var exemplar: Sample.Exemplar?
        if isOpenMetrics, take("# ") {
            let exemplarLabels = try takeLabels()
            guard take(" ") else { throw Failure(description: "an exemplar without a value") }
            exemplar = Sample.Exemplar(
                labels: exemplarLabels, value: try number(takeWord()), unixSeconds: try number(takeWord()))
        }
        guard rest.isEmpty, !families.isEmpty else { throw Failure(description: "\(name) does not end, or has no family") }
        var bound: Double?
        if name.hasSuffix("_bucket"), let index = labels.firstIndex(where: { $0[0] == "le" }) {
            bound = try number(labels.remove(at: index)[1])
        }
        families[families.count - 1].samples.append(Sample(name, labels, bound: bound, value, exemplar: exemplar))
    }

    /// Labels in braces, in their order; none where there is no brace.
    private mutating func takeLabels() throws -> [[String]] {
        guard take("{") else { return [] }
        var labels: [[String]] = []
        while !take("}") {
            if !labels.isEmpty, !take(",") { throw Failure(description: "no comma between labels: \(rest)") }
            let name = String(rest.prefix { $0 != "=" })
            rest = rest.dropFirst(name.count)
            guard take("=\"") else { throw Failure(description: "no value of \(name)") }
            labels.append([name, try takeQuoted()])
        }
        return labels
    }

    /// The text up to the quote that ends it. By scalars: a quote and a mark that follows it are one character.
    private mutating func takeQuoted() throws -> String {
        var value = String.UnicodeScalarView()
        var scalars = rest.unicodeScalars
        while let scalar = scalars.popFirst() {
            if scalar == "\"" {
                rest = Substring(scalars)
                return String(value)
            }
            value.append(scalar == "\\" ? try Self.meaning(scalars.popFirst()) : scalar)
        }
        throw Failure(description: "no quote at the end")
    }

    private mutating func unescaped(escapesQuotes: Bool) throws -> String {
        var value = String.UnicodeScalarView()
        var scalars = rest.unicodeScalars
        while let scalar = scalars.popFirst() {
            if scalar == "\"", escapesQuotes { throw Failure(description: "a quote in help") }
            value.append(scalar == "\\" ? try Self.meaning(scalars.popFirst()) : scalar)
        }
        return String(value)
    }

    private static func meaning(_ escaped: Unicode.Scalar?) throws -> Unicode.Scalar {
        switch escaped {
        case "n": "\n"
        case "\\": "\\"
        case "\"": "\""
        default: throw Failure(description: "\\\(escaped.map(String.init) ?? "") is no escape")
        }
    }

    private func number(_ text: String) throws -> Double {
        switch text {
        case "NaN": return .nan
        case "+Inf": return .infinity
        case "-Inf": return -.infinity
        default:
            guard let number = Double(text), number.isFinite else { throw Failure(description: "\(text) is no number") }
            return number
        }
    }

    private mutating func take(_ prefix: String) -> Bool {
        guard rest.unicodeScalars.starts(with: prefix.unicodeScalars) else { return false }
        rest = Substring(rest.unicodeScalars.dropFirst(prefix.unicodeScalars.count))
        return true
    }

    /// Everything up to the next space, which is dropped.
    private mutating func takeWord() -> String {
        let word = rest.unicodeScalars.prefix { $0 != " " }
        rest = Substring(rest.unicodeScalars.dropFirst(word.count + 1))
        return String(word)
    }
}
