import CoreMetrics

/// Shows in a ``Registry`` what libraries count through swift-metrics.
///
/// ```swift
/// let registry = Registry()
/// MetricsSystem.bootstrap(TelemetryFactory(registry: registry))
/// ```
///
/// | swift-metrics | becomes | named |
/// |---|---|---|
/// | `Counter`, `FloatingPointCounter` | counter | `http.requests` → `http_requests_total` |
/// | `Meter`, `Gauge`, `Recorder` that does not aggregate | gauge | `queue.depth` → `queue_depth` |
/// | `Recorder` that aggregates | histogram | `body.bytes` → `body_bytes` |
/// | `Timer` | histogram of seconds | `query.duration` → `query_duration_seconds` |
///
/// **Names.** What a name may not have becomes `_`, and so do colons. If a family of another kind has the name already, or
/// one that the program declared, the later one is shown with its kind behind it (`queue_depth_gauge`,
/// `jobs_counter_total`) and ``Registry/problems`` says so. Labels that would be `a.b` and `a_b` are one family.
///
/// **Labels.** The dimensions in any order are the same series, and one with an empty value is as good as none. Reserved
/// names and names that become equal get the prefix `exported_`. One label may be used with different dimensions: the
/// family then has the labels of all, empty where a series lacks one, which to Prometheus is the same series as before.
///
/// **Bounds.** A family has as many series as ``Registry/seriesLimit`` allows, and 32 label names; further label sets share a
/// series whose labels all are `other`, and `telltale_metrics_series_dropped_total{family}` counts how often one was asked
/// for. Families are bounded too; what is beyond counts for nobody.
///
/// **Semantics.** Counters ignore amounts that are negative, infinite or not a number. A counter that is reset starts
/// again from 0, as after a restart. Destroying takes the series out of later snapshots; handles that somebody still holds
/// may be used and count for nobody, and making the metric again starts a new series.
///
/// Any thread may use the factory. Making a metric again is a look-up in a table and allocates nothing, so code that makes
/// its metrics on every request is fine, though holding on to them is better.
///
/// - SeeAlso: <https://github.com/apple/swift-metrics>
public final class TelemetryFactory: MetricsFactory {
    private let counters: LibraryFamilies<CounterHandle>
    private let gauges: LibraryFamilies<GaugeHandle>
    private let histograms: LibraryFamilies<HistogramHandle>

    /// - Parameters:
    ///   - registry: where the families appear.
    ///   - families: help texts and buckets, by the label that the library uses (`query.duration`) or by the name as shown
    ///     (`query_duration_seconds`); the label goes first. None by default.
    ///   - familyLimit: families of each kind, 1,000 by default. With 0 nothing is shown.
    ///   - buckets: a rule for distributions that `families` says nothing about: gets the name as shown, and may return nil
    ///     for the default, which is ``HistogramLayout/durations`` for timers and by the unit that the name ends in for
    ///     recorders: durations, sizes, ratios, else ``HistogramLayout/recordings``.
    public init(
        registry: Registry, families: [String: FamilySettings] = [:], familyLimit: Int = 1_000,
        buckets: @escaping @Sendable (_ name: String) -> HistogramLayout? = { _ in nil }
    ) {
        let design = LibraryDesign(registry: registry, settings: families, rule: buckets)
        counters = LibraryFamilies(
            registry, limit: familyLimit, nowhere: LibraryCounter(cells: registry.cells), make: design.counters)
        gauges = LibraryFamilies(registry, limit: familyLimit, nowhere: Gauge(cells: registry.cells), make: design.gauges)
        histograms = LibraryFamilies(registry, limit: familyLimit, nowhere: design.nowhere, make: design.histograms)
    }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counters.handle(.counter, label: label, dimensions: dimensions)
    }

    public func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
        counters.handle(.counter, label: label, dimensions: dimensions)
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauges.handle(.gauge, label: label, dimensions: dimensions)
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else { return gauges.handle(.gauge, label: label, dimensions: dimensions) }
        return histograms.handle(.recorder, label: label, dimensions: dimensions)
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histograms.handle(.timer, label: label, dimensions: dimensions)
    }

    public func destroyCounter(_ handler: any CounterHandler) {
        (handler as? CounterHandle).map(counters.destroy)
    }

    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
        (handler as? CounterHandle).map(counters.destroy)
    }

    public func destroyMeter(_ handler: any MeterHandler) {
        (handler as? GaugeHandle).map(gauges.destroy)
    }

    public func destroyRecorder(_ handler: any RecorderHandler) {
        (handler as? GaugeHandle).map(gauges.destroy)
        (handler as? HistogramHandle).map(histograms.destroy)
    }

    public func destroyTimer(_ handler: any TimerHandler) {
        (handler as? HistogramHandle).map(histograms.destroy)
    }
}
