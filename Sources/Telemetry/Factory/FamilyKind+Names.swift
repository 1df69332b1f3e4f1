extension FamilyKind {
    /// The names that a family keeps others from having: its own, that of its samples, and, because OpenMetrics drops
    /// `_total` and `_info` from the family's name, what remains without.
    ///
    /// - SeeAlso: <https://prometheus.io/docs/specs/om/open_metrics_spec/#metricfamily>
    func names(of family: String) -> [String] {
        switch self {
        case .counter: [family, family.without("_total"), family.without("_total") + "_created"]
        case .info: [family, family.without("_info")]
        case .histogram: [family] + ["_bucket", "_count", "_sum", "_created"].map { family + $0 }
        case .gauge, .stateSet, .unknown: [family]
        }
    }

    /// The name for a family whose own somebody else has.
    func name(insteadOf family: String) -> String {
        switch self {
        case .counter: family.without("_total") + "_counter_total"
        default: "\(family)_\(rawValue)"
        }
    }
}

extension String {
    fileprivate func without(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
