import Telemetry

extension Exemplar {
    /// Characters that the names and values of the labels may have together.
    private static let characterLimit = 128

    /// Whether OpenMetrics allows the labels.
    ///
    /// - SeeAlso: <https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars>
    var hasAllowedLength: Bool {
        // Characters are never more than bytes.
        if labels.exposition.count <= Self.characterLimit { return true }
        let characters = labels.names.reduce(0) { $0 + $1.unicodeScalars.count } + labels.values.reduce(0) { $0 + $1.unicodeScalars.count }
        return characters <= Self.characterLimit
    }
}
