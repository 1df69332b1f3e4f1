/// One observation that was picked out of many, with what identifies it.
///
/// - SeeAlso: <https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars>
public struct Exemplar: Sendable, Hashable {
    /// What identifies the observation, such as `message_id`. Names and values together have at most 128 characters, as
    /// OpenMetrics 1.0 demands.
    public var labels: LabelSet

    /// The observed value, in the unit of the family.
    public var value: Double

    /// When it was observed, in seconds since 1970.
    public var unixSeconds: Double

    public init(labels: LabelSet, value: Double, unixSeconds: Double) {
        self.labels = labels
        self.value = value
        self.unixSeconds = unixSeconds
    }
}
