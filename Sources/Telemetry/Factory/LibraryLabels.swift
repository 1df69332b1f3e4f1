/// The labels of one series, from the dimensions that a library gave.
///
/// The order of dimensions means nothing, and a label without a value is no label (Prometheus treats them alike), so both
/// are brought into one form: valid names, sorted, none twice, none without a value.
struct LibraryLabels: Hashable, Sendable {
    /// Label names that one series may have.
    static let limit = 32

    let names: [String]
    let values: [String]

    /// Whether every value is as it was given. One that was too long is not, and then many dimensions give one series.
    let isVerbatim: Bool

    init(_ dimensions: [(String, String)], kind: FamilyKind) {
        let given = dimensions.filter { !$0.1.isEmpty }.sorted { $0 < $1 }
        let valid = zip(NameRules.labelNames(given.map(\.0), kind: kind), given.map { NameRules.labelValue($0.1) })
        let sorted = valid.sorted { $0 < $1 }
        names = sorted.map(\.0)
        values = sorted.map(\.1)
        isVerbatim = zip(given, given.map { NameRules.labelValue($0.1) }).allSatisfy { $0.1 == $1 }
    }

    /// The labels of the series that stands for those that got none of their own.
    init(allOther names: [String]) {
        self.names = names
        values = names.map { _ in NameRules.other }
        isVerbatim = false
    }

    /// The values in the order of a family's label names; empty where this series has no such label.
    func values(for familyNames: [String]) -> [String] {
        familyNames.map { name in names.firstIndex(of: name).map { values[$0] } ?? "" }
    }

    static func == (one: LibraryLabels, other: LibraryLabels) -> Bool {
        one.values == other.values && one.names == other.names
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(names)
        hasher.combine(values)
    }
}
