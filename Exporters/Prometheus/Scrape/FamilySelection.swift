import Telemetry

/// Which families a scrape wants.
struct FamilySelection: Hashable, Sendable {
    /// All of them.
    static let all = FamilySelection(names: [])

    /// Names of families or of their samples; empty for all.
    let names: [String]

    /// Whether one of the names is the family's, in any of the formats, or that of one of its samples.
    func contains(_ family: borrowing FamilySnapshot) -> Bool {
        if names.isEmpty { return true }
        for name in names where Self.matches(name, family) { return true }
        return false
    }

    private static func matches(_ wanted: String, _ family: borrowing FamilySnapshot) -> Bool {
        if wanted == family.name { return true }
        switch family.kind {
        case .counter: return wanted + "_total" == family.name || isSample(wanted, of: family.name.dropSuffix("_total"), ["_created"])
        case .info: return wanted + "_info" == family.name
        case .histogram: return isSample(wanted, of: family.name, ["_bucket", "_sum", "_count", "_created"])
        case .gauge, .stateSet, .unknown: return false
        }
    }

    private static func isSample(_ wanted: String, of name: String, _ suffixes: [String]) -> Bool {
        wanted.hasPrefix(name) && suffixes.contains { wanted.dropFirst(name.count) == $0 }
    }
}

extension String {
    fileprivate func dropSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
