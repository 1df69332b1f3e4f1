import COpenTelemetryModel
import CProtobufC
import Telemetry

/// Turns snapshots into the bytes of an `ExportMetricsServiceRequest`.
///
/// The messages are built in an arena that is kept, and packed into a buffer that is kept: a push allocates only when there is
/// more to say than in the push before. Temporality is cumulative.
///
/// Names are those of the Prometheus exposition, `_total` and `_info` included: an OTLP backend that speaks PromQL then shows
/// each series under the name that a scrape would give it, and dashboards and alerts work on both.
///
/// One thread at a time.
///
/// - SeeAlso: <https://opentelemetry.io/docs/specs/otel/metrics/data-model/>
final class MetricsEncoder {
    /// Bytes of a request before compression that are sent at most: the limit that the protocol recommends.
    static let requestLimit = 64 * 1_024 * 1_024

    private let resource: [OTLPAttribute]
    private let scope: OTLPScope
    private let histograms: HistogramAggregation
    private let limit: Int
    private let arena = Arena()
    private var packed = PackedBuffer()

    /// - Parameters:
    ///   - resource: who says all this.
    ///   - scope: the library that measured.
    ///   - histograms: the form of distributions, exponential by default.
    ///   - limit: bytes of a request before compression.
    init(
        resource: [OTLPAttribute], scope: OTLPScope, histograms: HistogramAggregation = .exponential,
        limit: Int = MetricsEncoder.requestLimit
    ) {
        self.resource = resource
        self.scope = scope
        self.histograms = histograms
        self.limit = limit
    }

    /// Bytes of the memory that is kept for the messages.
    var capacity: Int {
        arena.capacity
    }

    /// Packs the snapshot and shows the bytes, which are valid only during the call.
    ///
    /// - Parameters:
    ///   - snapshot: what to say; families without series are left out.
    ///   - time: when it was taken.
    ///   - body: gets the bytes; nil if there are more than the limit.
    func encode<Result>(
        _ snapshot: Snapshot, time: SnapshotTime, body: (UnsafeRawBufferPointer?) throws -> Result
    ) rethrows -> Result {
        arena.reset()
        let request = request(snapshot, time: time)
        return try request.withMemoryRebound(to: ProtobufCMessage.self, capacity: 1) { message in
            try packed.pack(message, limit: limit, body: body)
        }
    }

    private func request(_ snapshot: Snapshot, time: SnapshotTime) -> UnsafeMutablePointer<Otlp__ExportMetricsServiceRequest> {
        let metrics = arena.message(otlp__resource_metrics__init)
        metrics.pointee.resource = resourceMessage()
        metrics.pointee.n_scope_metrics = 1
        metrics.pointee.scope_metrics = arena.list(scopeMetrics(snapshot, time: time))
        let request = arena.message(otlp__export_metrics_service_request__init)
        request.pointee.n_resource_metrics = 1
        request.pointee.resource_metrics = arena.list(metrics)
        return request
    }

    private func resourceMessage() -> UnsafeMutablePointer<Otlp__Resource> {
        let attributes = arena.attributes(resource)
        let message = arena.message(otlp__resource__init)
        message.pointee.n_attributes = attributes.count
        message.pointee.attributes = attributes.first
        return message
    }

    private func scopeMetrics(_ snapshot: Snapshot, time: SnapshotTime) -> UnsafeMutablePointer<Otlp__ScopeMetrics> {
        let scope = arena.message(otlp__instrumentation_scope__init)
        scope.pointee.name = arena.text(self.scope.name)
        scope.pointee.version = arena.text(self.scope.version)
        let metrics = arena.list(of: UnsafeMutablePointer<Otlp__Metric>?.self, count: snapshot.families.count)
        var count = 0
        for family in snapshot.families where !family.series.isEmpty {
            (metrics + count).initialize(to: arena.metric(family, time: time, histograms: histograms))
            count += 1
        }
        let message = arena.message(otlp__scope_metrics__init)
        message.pointee.scope = scope
        message.pointee.n_metrics = count
        message.pointee.metrics = metrics
        return message
    }
}
