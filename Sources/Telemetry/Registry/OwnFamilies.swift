/// What a registry counts about itself.
struct OwnFamilies: Sendable {
    /// Requests of a label set beyond the series limit, by family.
    let dropped: FamilyCore<Counter>

    /// Collectors whose families are missing from a snapshot, by collector.
    let collectorErrors: FamilyCore<Counter>

    /// Exemplars that were due, but had longer labels than OpenMetrics allows, by family.
    let refusedExemplars: FamilyCore<Counter>

    var all: [FamilyCore<Counter>] {
        [collectorErrors, refusedExemplars, dropped]
    }

    init(cells: CellSource, problems: ProblemLog) {
        func counter(_ name: String, help: String, label: String) -> FamilyCore<Counter> {
            FamilyCore(
                FamilyDeclaration(name, help: help, kind: .counter, labels: [label], problems: problems),
                limit: .max, problems: problems, wallClock: cells.wallClock, make: { Counter(cells: cells) }, onDrop: {})
        }
        dropped = counter(
            "telltale_metrics_series_dropped_total",
            help: "Label sets that were counted in the series other, because their family is full.", label: "family")
        collectorErrors = counter(
            "telltale_metrics_collector_errors_total",
            help: "Times that a collector failed, so that its families were left out.", label: "collector")
        refusedExemplars = counter(
            "telltale_metrics_exemplars_refused_total",
            help: "Exemplars whose labels had more than 128 characters.", label: "family")
    }
}
