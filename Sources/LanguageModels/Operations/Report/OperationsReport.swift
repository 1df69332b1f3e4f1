/// How a server does, in Markdown: what is measured, what is not, and what to look at next.
///
/// Made of the figures of one moment. The same figures give the same text. Nothing in it is estimated: what was not measured
/// is said to be not measured, and a window that is longer than the server's life says how much of it there is.
public struct OperationsReport: Sendable {
    /// The parts of a report, in order.
    public enum Section: String, Sendable, CaseIterable {
        case overview = "Overview"
        case connections = "Connections"
        case traffic = "Traffic"
        case latency = "Latency"
        case errors = "Errors"
        case slowConsumers = "Slow consumers"
        case store = "Store"
        case machine = "Memory and CPU"
        case work = "Rooms, answers and agents"
        case conditions = "Conditions"
        case next = "What to look at next"
    }

    let reporter: OperationsReporter
    /// From the shortest to the longest that there are figures for; only the last one may be partial. Empty before the first.
    let windows: [OperationsWindow]
    /// What stands out in all that was measured.
    let findings: [OperationsFinding]
    let madeAt: String

    /// Reads everything that a report speaks of.
    ///
    /// - Parameters:
    ///   - source: the server.
    ///   - madeAt: the time, as the report is to name it.
    public init(of source: any OperationsSource, madeAt: String) {
        let figures = FrozenFigures(of: source)
        reporter = OperationsReporter(source: figures)
        windows = Self.windows(of: figures)
        findings = reporter.findings(windows.last)
        self.madeAt = madeAt
    }

    /// One part, each line with its end. Joined with an empty line between them the parts are the report.
    public func text(_ section: Section) -> String {
        let lines = section == .overview ? overview() : ["## \(section.rawValue)", ""] + body(section)
        return lines.joined(separator: "\n") + "\n"
    }

    /// What `alerts` tells of a server's conditions.
    public static func conditions(of source: any OperationsSource) -> String {
        OperationsReporter(source: source).alerts().joined(separator: "\n")
    }

    /// All that was measured, at most an hour; nil before the first second.
    var longest: OperationsWindow? { windows.last }

    private func body(_ section: Section) -> [String] {
        // These need no history.
        switch section {
        case .conditions: return reporter.alerts()
        case .next: return next()
        case .work: return work()
        default: break
        }
        guard let longest else { return ["Nothing is measured yet."] }
        switch section {
        case .connections: return connections(longest)
        case .traffic: return traffic(longest)
        case .latency: return latency(longest)
        case .errors: return errors(longest)
        case .slowConsumers: return slowConsumers(longest)
        case .store: return store(longest)
        case .machine: return machine(longest)
        case .overview, .work, .conditions, .next: return []
        }
    }

    private static func windows(of source: FrozenFigures) -> [OperationsWindow] {
        var windows: [OperationsWindow] = []
        for window in [TimeWindow.minute, .fiveMinutes, .quarterOfAnHour, .hour] {
            guard let next = OperationsWindow(window, of: source) else { break }
            windows.append(next)
            if !next.isWhole { break }
        }
        return windows
    }
}
