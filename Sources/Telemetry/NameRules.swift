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

    /// A metric name: letters, digits, `_` and `:`, no digit first; counters end in `_total`.
    static func metricName(_ name: String, kind: FamilyKind) -> String {
        let valid = replacingInvalid(in: name, allowColon: true)
        return kind == .counter && !valid.hasSuffix("_total") ? valid + "_total" : valid
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
