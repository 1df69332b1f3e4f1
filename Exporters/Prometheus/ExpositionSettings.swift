/// What an exposition shows.
public struct ExpositionSettings: Sendable, Hashable {
    /// Whether OpenMetrics has a series `…_created` for each counter and histogram that says when it began; off by default,
    /// since it doubles the series of a counter and Prometheus stores them like any other.
    ///
    /// Protobuf has that moment as a field of the series, always.
    public var createdSeries: Bool

    /// - Parameter createdSeries: ``createdSeries``, off by default.
    public init(createdSeries: Bool = false) {
        self.createdSeries = createdSeries
    }
}
