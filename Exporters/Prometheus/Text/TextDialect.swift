/// Which of the two text formats is written.
enum TextDialect: Hashable, Sendable {
    /// The text format 0.0.4.
    case prometheus

    /// OpenMetrics 1.0.0.
    ///
    /// - Parameter createdSeries: whether counters and histograms say when they began, each in a series of its own.
    case openMetrics(createdSeries: Bool)

    var isOpenMetrics: Bool {
        self != .prometheus
    }

    var writesCreatedSeries: Bool {
        self == .openMetrics(createdSeries: true)
    }
}
