/// The shape of a family, fixed when it is declared.
struct FamilyDeclaration: Sendable {
    let name: String
    let help: String
    let kind: FamilyKind

    /// The names that a child's values belong to.
    let labelNames: [String]

    let layout: HistogramLayout?

    /// The states of a state set, each of which is a series of a child; empty for the other kinds.
    let states: [String]

    /// Takes the nearest valid names; what was wrong with the given ones goes to `problems`.
    init(
        _ name: String, help: String, kind: FamilyKind, labels: [String], layout: HistogramLayout? = nil,
        states: [String] = [], problems: ProblemLog
    ) {
        self.name = NameRules.metricName(name, kind: kind)
        self.help = help
        self.kind = kind
        let ownLabel = kind == .stateSet ? [NameRules.stateLabel(of: self.name)] : []
        labelNames = Array(NameRules.labelNames(ownLabel + labels, kind: kind).dropFirst(ownLabel.count))
        self.layout = layout
        self.states = states
        if self.name != name { problems.add("\(name) is no valid \(kind) name; it is shown as \(self.name)") }
        if labelNames != labels { problems.add("\(name): \(labels) are no valid labels; shown as \(labelNames)") }
    }

    /// The names of the labels that the series have: the child's, and the state.
    var seriesLabelNames: [String] {
        kind == .stateSet ? labelNames + [NameRules.stateLabel(of: name)] : labelNames
    }

    /// The labels of the series of one child, in the order of its parts.
    func labelSets(of values: [String]) -> [LabelSet] {
        guard kind == .stateSet else { return [LabelSet(names: labelNames, values: values)] }
        return states.map { LabelSet(names: seriesLabelNames, values: values + [$0]) }
    }

    /// Whether both declare the same family. The help may differ: the first one is kept.
    func hasShape(of other: FamilyDeclaration) -> Bool {
        kind == other.kind && labelNames == other.labelNames && layout == other.layout && states == other.states
    }

    /// The family without its series.
    func emptySnapshot() -> FamilySnapshot {
        FamilySnapshot(name: name, help: help, kind: kind, labelNames: seriesLabelNames, layout: layout)
    }
}
