import Telemetry

/// The families of a snapshot by name.
struct FamilyIndex: Sendable {
    private let byName: [String: FamilySnapshot]

    init(_ snapshot: Snapshot) {
        byName = Dictionary(snapshot.families.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// All series with these labels added up; nil without the family.
    func total(_ name: String, where labels: [String: String] = [:]) -> Double? {
        byName[name]?.total(where: labels)
    }

    /// All series with these labels added up by the values of others, with a blank between them; nil without the family.
    func totals(_ name: String, by labels: [String], where filter: [String: String] = [:]) -> [String: Double]? {
        guard let family = byName[name] else { return nil }
        let keys = labels.compactMap(family.labelNames.firstIndex)
        let filters = filter.compactMap { name, value in family.labelNames.firstIndex(of: name).map { ($0, value) } }
        return family.series.reduce(into: [:]) { totals, series in
            guard filters.allSatisfy({ series.labelValues[$0.0] == $0.1 }) else { return }
            totals[keys.map { series.labelValues[$0] }.joined(separator: " "), default: 0] += series.number ?? 0
        }
    }

    /// All series merged; nil without observations.
    func distribution(_ name: String) -> HistogramSnapshot? {
        byName[name]?.distribution()
    }
}
