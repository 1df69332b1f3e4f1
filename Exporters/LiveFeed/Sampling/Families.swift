import Telemetry
import Wire

/// The families of a snapshot by name.
struct Families {
    private let byName: [String: FamilySnapshot]

    init(_ snapshot: Snapshot) {
        byName = Dictionary(snapshot.families.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// All series added up; nil without the family, 0 without a series.
    func total(_ name: String) -> Double? {
        byName[name]?.total()
    }

    /// All series of two families added up; nil without both.
    func sum(_ first: String, _ second: String) -> Double? {
        guard let one = total(first) else { return total(second) }
        return one + (total(second) ?? 0)
    }

    /// The series of one endpoint; nil when there is none.
    func number(_ name: String, of endpoint: Endpoint) -> Double? {
        byName[name]?.number(endpoint.rawValue)
    }

    /// All series added up by one of their labels; nil without the family.
    func totals(_ name: String, by label: String) -> [String: Double]? {
        guard let family = byName[name], let index = family.labelNames.firstIndex(of: label) else { return nil }
        return family.series.reduce(into: [:]) { totals, series in
            totals[series.labelValues[index], default: 0] += series.number ?? 0
        }
    }

    /// All series merged; nil when there is none.
    func distribution(_ name: String) -> HistogramSnapshot? {
        byName[name]?.distribution()
    }

    /// All series merged, but those whose label has one of these values; nil when there is none.
    func distribution(_ name: String, without values: Set<String>, of label: String) -> HistogramSnapshot? {
        guard let family = byName[name], let index = family.labelNames.firstIndex(of: label) else { return nil }
        return family.series.reduce(nil) { merged, series in
            guard !values.contains(series.labelValues[index]), let distribution = series.distribution else { return merged }
            return merged.map { $0 + distribution } ?? distribution
        }
    }
}
