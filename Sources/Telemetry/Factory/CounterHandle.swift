import CoreMetrics

/// A counter of swift-metrics, of whole numbers or not.
final class CounterHandle: LibraryHandle, CounterHandler, FloatingPointCounterHandler {
    let series: LibrarySeries<LibraryCounter>
    let family: LibraryFamily<LibraryCounter>?
    let request: LibraryRequest

    private let total: FloatingCounter

    init(_ series: LibrarySeries<LibraryCounter>, of family: LibraryFamily<LibraryCounter>?, request: LibraryRequest) {
        self.series = series
        self.family = family
        self.request = request
        total = series.instrument.total
    }

    /// A negative amount counts as 0, since a counter never goes back.
    func increment(by amount: Int64) {
        total.increment(by: Double(amount))
    }

    /// An amount that is negative, infinite or not a number counts as 0.
    func increment(by amount: Double) {
        total.increment(by: amount)
    }

    /// To a scraper a counter that begins anew, as after a restart.
    func reset() {
        series.instrument.reset()
        family?.restart(series)
    }
}
