import COpenTelemetryModel
import CProtobufC
import Telemetry

extension Arena {
    /// A family as a metric: counters as monotonic sums, histograms as distributions, everything else as gauges.
    func metric(
        _ family: FamilySnapshot, time: SnapshotTime, histograms: HistogramAggregation
    ) -> UnsafeMutablePointer<Otlp__Metric> {
        let metric = message(otlp__metric__init)
        metric.pointee.name = text(family.name)
        metric.pointee.description = text(family.help)
        metric.pointee.unit = text(UnitCode.code(family.unit))
        switch (family.kind, histograms) {
        case (.counter, _): sum(family, time: time, into: metric)
        case (.histogram, .exponential): exponentialHistogram(family, time: time, into: metric)
        case (.histogram, .explicitBuckets): histogram(family, time: time, into: metric)
        case (.gauge, _), (.info, _), (.stateSet, _), (.unknown, _): gauge(family, time: time, into: metric)
        }
        return metric
    }

    private func sum(_ family: FamilySnapshot, time: SnapshotTime, into metric: UnsafeMutablePointer<Otlp__Metric>) {
        let points = points(family) { numberPoint($0, keys: $1, time: time, start: time.start($0.createdAt)) }
        let sum = message(otlp__sum__init)
        sum.pointee.is_monotonic = 1
        sum.pointee.aggregation_temporality = OTLP__AGGREGATION_TEMPORALITY__CUMULATIVE
        sum.pointee.n_data_points = points.count
        sum.pointee.data_points = points.first
        metric.pointee.data_case = OTLP__METRIC__DATA_SUM
        metric.pointee.sum = sum
    }

    private func gauge(_ family: FamilySnapshot, time: SnapshotTime, into metric: UnsafeMutablePointer<Otlp__Metric>) {
        let points = points(family) { numberPoint($0, keys: $1, time: time, start: 0) }
        let gauge = message(otlp__gauge__init)
        gauge.pointee.n_data_points = points.count
        gauge.pointee.data_points = points.first
        metric.pointee.data_case = OTLP__METRIC__DATA_GAUGE
        metric.pointee.gauge = gauge
    }

    private func exponentialHistogram(
        _ family: FamilySnapshot, time: SnapshotTime, into metric: UnsafeMutablePointer<Otlp__Metric>
    ) {
        let points = points(family) { exponentialPoint($0, keys: $1, time: time) }
        let histogram = message(otlp__exponential_histogram__init)
        histogram.pointee.aggregation_temporality = OTLP__AGGREGATION_TEMPORALITY__CUMULATIVE
        histogram.pointee.n_data_points = points.count
        histogram.pointee.data_points = points.first
        metric.pointee.data_case = OTLP__METRIC__DATA_EXPONENTIAL_HISTOGRAM
        metric.pointee.exponential_histogram = histogram
    }

    private func histogram(_ family: FamilySnapshot, time: SnapshotTime, into metric: UnsafeMutablePointer<Otlp__Metric>) {
        let bounds = doubles(family.layout?.classicBounds ?? [])
        let points = points(family) { explicitPoint($0, keys: $1, time: time, bounds: bounds) }
        let histogram = message(otlp__histogram__init)
        histogram.pointee.aggregation_temporality = OTLP__AGGREGATION_TEMPORALITY__CUMULATIVE
        histogram.pointee.n_data_points = points.count
        histogram.pointee.data_points = points.first
        metric.pointee.data_case = OTLP__METRIC__DATA_HISTOGRAM
        metric.pointee.histogram = histogram
    }

    /// The points of a family: one for each series that `point` makes one of.
    private func points<Point>(
        _ family: FamilySnapshot, point: (SeriesSnapshot, [ProtobufCBinaryData]) -> UnsafeMutablePointer<Point>?
    ) -> (count: Int, first: UnsafeMutablePointer<UnsafeMutablePointer<Point>?>) {
        let first = list(of: UnsafeMutablePointer<Point>?.self, count: family.series.count)
        let keys = KeyNames(family, arena: self)
        var count = 0
        for series in family.series {
            guard let point = point(series, keys.texts(of: series.labels)) else { continue }
            (first + count).initialize(to: point)
            count += 1
        }
        return (count, first)
    }
}
