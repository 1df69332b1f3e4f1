import CoreMetrics

/// A meter of swift-metrics, or a recorder that does not aggregate: the last value counts.
final class GaugeHandle: LibraryHandle, MeterHandler, RecorderHandler {
    let series: LibrarySeries<Gauge>
    let family: LibraryFamily<Gauge>?
    let request: LibraryRequest

    private let gauge: Gauge

    init(_ series: LibrarySeries<Gauge>, of family: LibraryFamily<Gauge>?, request: LibraryRequest) {
        self.series = series
        self.family = family
        self.request = request
        gauge = series.instrument
    }

    func set(_ value: Int64) {
        gauge.set(Double(value))
    }

    func set(_ value: Double) {
        gauge.set(value)
    }

    /// An amount that is negative, infinite or not a number changes nothing, as in swift-metrics' own meter.
    func increment(by amount: Double) {
        if Self.isAmount(amount) { gauge.add(amount) }
    }

    /// An amount that is negative, infinite or not a number changes nothing, as in swift-metrics' own meter.
    func decrement(by amount: Double) {
        if Self.isAmount(amount) { gauge.add(-amount) }
    }

    func record(_ value: Int64) {
        gauge.set(Double(value))
    }

    func record(_ value: Double) {
        gauge.set(value)
    }

    private static func isAmount(_ amount: Double) -> Bool {
        amount > 0 && amount < .infinity
    }
}
