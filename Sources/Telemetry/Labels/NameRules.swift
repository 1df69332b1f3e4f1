/// The naming rules of the Prometheus text format, and the nearest name that obeys them.
///
/// One bad name would make a scraper refuse the whole exposition, so a name that breaks the rules is changed.
///
/// - SeeAlso: <https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels>
enum NameRules {
    /// Longer label values, in bytes of UTF-8, become ``other``.
    static let labelValueLimit = 512

    /// What stands for a label value that is out of bounds or out of the closed set.
    static let other = "other"

    /// What a metric name may end in to say its unit.
    ///
    /// - SeeAlso: <https://prometheus.io/docs/practices/naming/#base-units>
    static let baseUnits: Set<Substring> = [
        "seconds", "bytes", "ratio", "celsius", "meters", "grams", "joules", "volts", "amperes", "hertz",
    ]

    /// A metric name: letters, digits, `_` and `:`, no digit first; counters end in `_total`, infos in `_info`.
    static func metricName(_ name: String, kind: FamilyKind) -> String {
        let valid = replacingInvalid(in: name, allowColon: true)
        let suffix = suffix(of: kind)
        return valid.hasSuffix(suffix) ? valid : valid + suffix
    }

    /// The base unit that a metric name ends in; nil if it ends in none, or the kind has no unit.
    static func unit(of name: String, kind: FamilyKind) -> String? {
        guard kind != .info, kind != .stateSet else { return nil }
        let suffix = suffix(of: kind)
        let stem = name.hasSuffix(suffix) ? name.dropLast(suffix.count) : name[...]
        guard let separator = stem.lastIndex(of: "_") else { return nil }
        let last = stem[stem.index(after: separator)...]
        return baseUnits.contains(last) ? String(last) : nil
    }

    private static func suffix(of kind: FamilyKind) -> String {
        switch kind {
        case .counter: "_total"
        case .info: "_info"
        case .gauge, .histogram, .stateSet, .unknown: ""
        }
    }

    /// Label names: letters, digits and `_`, no digit first. A reserved name, or one that is there twice, gets the
    /// prefix that Prometheus gives to clashing labels.
    static func labelNames(_ names: [String], kind: FamilyKind) -> [String] {
        var result: [String] = []
        for name in names {
            var valid = replacingInvalid(in: name, allowColon: false)
            let isReserved = valid.hasPrefix("__") || (kind == .histogram && valid == "le")
            if isReserved { valid = "exported_" + valid }
            while result.contains(valid) { valid = "exported_" + valid }
            result.append(valid)
        }
        return result
    }

    /// The label that says which state a series of a state set is: the family's name, without the colons that a label name
    /// may not have.
    static func stateLabel(of name: String) -> String {
        replacingInvalid(in: name, allowColon: false)
    }

    /// The states of a state set: each once, within the length limit, as many as a set may have.
    static func states(_ states: [String]) -> [String] {
        var kept: [String] = []
        for state in states.map(labelValue) where !kept.contains(state) && kept.count < StateSet.limit { kept.append(state) }
        return kept
    }

    /// A label value within the length limit.
    static func labelValue(_ value: String) -> String {
        value.utf8.count <= labelValueLimit ? value : other
    }

    private static func replacingInvalid(in name: String, allowColon: Bool) -> String {
        var result = String(
            name.unicodeScalars.map { isValid($0, allowColon: allowColon) ? Character($0) : "_" })
        if result.isEmpty || result.first.map({ ("0"..."9").contains($0) }) == true {
            result = "_" + result
        }
        return result
    }

    private static func isValid(_ scalar: Unicode.Scalar, allowColon: Bool) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        case ":": allowColon
        default: false
        }
    }
}
