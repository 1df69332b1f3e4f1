import CoreMetrics

/// A recorder of swift-metrics that aggregates, or a timer. The unit in which a timer would like to be displayed is
/// ignored: Prometheus has seconds.
final class HistogramHandle: LibraryHandle, RecorderHandler, TimerHandler {
    let series: LibrarySeries<Histogram>
    let family: LibraryFamily<Histogram>?
    let request: LibraryRequest

    private let histogram: Histogram

    init(_ series: LibrarySeries<Histogram>, of family: LibraryFamily<Histogram>?, request: LibraryRequest) {
        self.series = series
        self.family = family
        self.request = request
        histogram = series.instrument
    }

    func record(_ value: Int64) {
        histogram.record(Double(value))
    }

    /// A value that is infinite or not a number is ignored.
    func record(_ value: Double) {
        histogram.record(value)
    }

    /// The largest number is what swift-metrics makes of a duration that is too long for it or not a number. It is
    /// ignored: 292 years would spoil the sum for ever.
    func recordNanoseconds(_ duration: Int64) {
        if duration != .max { histogram.record(nanoseconds: duration) }
    }
}
