/// The shape of a family, fixed when it is declared.
struct FamilyDeclaration: Sendable {
    let name: String
    let help: String
    let kind: FamilyKind
    let labelNames: [String]
    let layout: HistogramLayout?

    /// Takes the nearest valid names; what was wrong with the given ones goes to `problems`.
    init(
        _ name: String, help: String, kind: FamilyKind, labels: [String], layout: HistogramLayout? = nil,
        problems: ProblemLog
    ) {
        self.name = NameRules.metricName(name, kind: kind)
        self.help = help
        self.kind = kind
        labelNames = NameRules.labelNames(labels, kind: kind)
        self.layout = layout
        if self.name != name { problems.add("\(name) is no valid \(kind) name; it is shown as \(self.name)") }
        if labelNames != labels { problems.add("\(name): \(labels) are no valid labels; shown as \(labelNames)") }
    }

    /// Whether both declare the same family. The help may differ: the first one is kept.
    func hasShape(of other: FamilyDeclaration) -> Bool {
        kind == other.kind && labelNames == other.labelNames && layout == other.layout
    }

    /// The family at one moment.
    func snapshot(_ series: [SeriesSnapshot]) -> FamilySnapshot {
        FamilySnapshot(name: name, help: help, kind: kind, labelNames: labelNames, series: series, layout: layout)
    }
}
