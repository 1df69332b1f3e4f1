/// Puts figures into words: a headline, then one figure or group of figures a line, in Markdown.
struct OperationsReporter: Sendable {
    let source: any OperationsSource

    /// The lines of an answer, without line ends.
    func answer(to question: OperationsQuestion) -> [String] {
        switch question.topic {
        case .help: return OperationsHelp.lines(refusal: nil)
        case .unknown: return OperationsHelp.unknown
        case .unusableWindow: return OperationsHelp.windows
        case .rooms: return rooms()
        case .agents: return agents()
        case .alerts: return alerts()
        default: break
        }
        guard let window = OperationsWindow(question.window, of: source) else {
            return ["Nothing is measured yet: this server has only just started. Ask again in a second or two."]
        }
        switch question.topic {
        case .stats: return stats(window)
        case .health: return health(window)
        case .story: return story(window)
        case .errors: return errors(window)
        case .connections: return connections(window)
        case .throughput: return throughput(window)
        case .latency: return latency(window)
        case .store: return store(window)
        case .machine: return machine(window)
        case .answers: return answers(window)
        default: return OperationsHelp.unknown
        }
    }
}

extension OperationsReporter {
    /// `code 12, other 3`; nil without any. Of many, the first ten.
    static func listed(_ tallies: [Tally]) -> String? {
        guard !tallies.isEmpty else { return nil }
        let shown = tallies.prefix(10).map { "`\($0.name)` \(Figures.count(Double($0.count)))" }
        let rest = tallies.count - shown.count
        return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    /// `chat 1,230, dashboard 4`: the endpoints with sockets; nil without any.
    static func byEndpoint(_ connections: OperationsSecond.Connections) -> String? {
        let parts = [("chat", connections.chat), ("agents", connections.agents), ("dashboard", connections.dashboard)]
            .compactMap { name, value in value.flatMap { $0 > 0 ? "\(name) \(Figures.count(Double($0)))" : nil } }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// How something that may not be measured is written.
    static func shown(_ value: Double?, _ format: (Double) -> String) -> String {
        value.map(format) ?? "not measured"
    }

    /// `p50 1.2 ms, p99 12.3 ms`; what is not measured is left out, nil when all is.
    static func quantiles(_ quantiles: OperationsSecond.Quantiles) -> String? {
        let parts = [("p50", quantiles.p50), ("p90", quantiles.p90), ("p99", quantiles.p99), ("max", quantiles.max)]
            .compactMap { name, value in value.map { "\(name) \(Figures.milliseconds(Double($0)))" } }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
