extension OperationsReporter {
    /// `/alerts`: what is watched, the worst first.
    func alerts() -> [String] {
        let conditions = source.conditions()
        guard !conditions.isEmpty else { return ["Nothing is watched on this server."] }
        let firing = conditions.filter { $0.state == .firing }
        let pending = conditions.filter { $0.state == .pending }
        let quiet = conditions.filter { $0.state == .ok }
        let isQuiet = firing.isEmpty && pending.isEmpty
        let summary = isQuiet ? "No alert" : "\(firing.count) firing, \(pending.count) pending"
        let known = quiet.compactMap { condition in condition.value.map { "\(condition.name) \(Self.format($0, condition.unit))" } }
        let unknown = quiet.filter { $0.value == nil }.map(\.name)
        return ["**\(summary)** of \(conditions.count) conditions. \(Self.origin)"]
            + (firing + pending).map { "- \(Self.sentence($0))" }
            + (known.isEmpty ? [] : ["- As it should be: " + known.joined(separator: ", ")])
            + (unknown.isEmpty ? [] : ["- Nothing to measure now: " + unknown.joined(separator: ", ")])
    }

    private static let origin =
        "This server evaluates them itself, each second, on its own figures; names and limits are those of the rules that ship for "
        + "Prometheus, which may see more servers than this one."

    /// One condition that is not as it should be.
    static func sentence(_ condition: OperationsCondition) -> String {
        let since = condition.sinceMilliseconds.map { " since " + Figures.time($0) } ?? ""
        let value = shown(condition.value) { format($0, condition.unit) }
        let hold = condition.state == .pending ? ", fires after \(Figures.duration(Double(condition.holdSeconds)))" : ""
        return "**\(condition.name)** (\(condition.severity)) \(condition.state.rawValue)\(since)\(hold): "
            + "\(value), limit \(format(condition.limit, condition.unit)) – \(condition.meaning)"
    }

    private static func format(_ value: Double, _ unit: OperationsCondition.Unit) -> String {
        switch unit {
        case .ratio: Figures.percent(value)
        case .milliseconds: Figures.milliseconds(value)
        case .count: Figures.count(value)
        }
    }
}
