/// What a library asked a factory for.
enum LibraryMetric: UInt8, Sendable, CaseIterable {
    /// A counter, of whole numbers or not: both are shown alike, so they may share a series.
    case counter
    /// A meter, or a recorder that does not aggregate.
    case gauge
    /// A recorder that aggregates.
    case recorder
    case timer

    /// The kind of the family that shows it.
    var familyKind: FamilyKind {
        switch self {
        case .counter: .counter
        case .gauge: .gauge
        case .recorder, .timer: .histogram
        }
    }

    /// The name of the family: the label with everything that a name may not have replaced by underscores, `_total`
    /// behind counters and the unit behind timers.
    ///
    /// Colons are valid, but belong to recording rules.
    ///
    /// - SeeAlso: <https://prometheus.io/docs/practices/naming/>
    func familyName(label: String) -> String {
        let plain = String(label.unicodeScalars.map { $0 == ":" ? "_" : Character($0) })
        let name = NameRules.metricName(plain, kind: familyKind)
        return self == .timer && !name.hasSuffix("_seconds") ? name + "_seconds" : name
    }

    /// The help text of a family that nobody described.
    func help(label: String) -> String {
        switch self {
        case .counter: "Counter \(label) of a library."
        case .gauge: "Gauge \(label) of a library."
        case .recorder: "Recorder \(label) of a library."
        case .timer: "Timer \(label) of a library, in seconds."
        }
    }
}
