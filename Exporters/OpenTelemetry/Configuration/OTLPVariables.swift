/// The `OTEL_…` variables of an environment. An empty one counts as not set, as the specification wants it.
struct OTLPVariables {
    private let environment: [String: String]

    init(_ environment: [String: String]) {
        self.environment = environment
    }

    /// A variable and its value.
    struct Found: Hashable {
        var name: String
        var value: String
    }

    func find(_ name: String) -> Found? {
        guard let value = environment[name], !value.allSatisfy({ $0 == " " || $0 == "\t" }) else { return nil }
        return Found(name: name, value: value)
    }

    /// An exporter's option: the variable for metrics if it is set, else that for all signals.
    ///
    /// - Parameter option: the end of the name, such as `HEADERS`.
    func exporter(_ option: String) -> Found? {
        find("OTEL_EXPORTER_OTLP_METRICS_\(option)") ?? find("OTEL_EXPORTER_OTLP_\(option)")
    }
}

extension OTLPVariables.Found {
    /// - Throws: ``OTLPConfigurationError`` unless the value is a whole number in `range`.
    func milliseconds(_ range: ClosedRange<Int>) throws(OTLPConfigurationError) -> Int {
        guard value.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = Int(value),
            range.contains(number)
        else { throw OTLPConfigurationError(name, .milliseconds(value, range)) }
        return number
    }

    /// - Throws: ``OTLPConfigurationError`` unless the value is one of the type's, in capitals or not.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ type: Choice.Type = Choice.self
    ) throws(OTLPConfigurationError) -> Choice {
        guard let choice = Choice(rawValue: value.lowercased()) else {
            throw OTLPConfigurationError(name, .choice(value, known: Choice.allCases.map(\.rawValue)))
        }
        return choice
    }

    /// - Throws: ``OTLPConfigurationError`` unless the value is a list of pairs.
    func pairs() throws(OTLPConfigurationError) -> [OTLPAttribute] {
        do {
            return try PairList.parse(value)
        } catch {
            throw OTLPConfigurationError(name, .entry(error.entry))
        }
    }
}
