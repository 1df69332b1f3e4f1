import COpenTelemetryModel
import CProtobufC
import Telemetry

@testable import OpenTelemetryExporter

/// A request that was packed and unpacked again. It is never freed, so what is taken out of it stays valid.
struct Decoded {
    private let request: UnsafeMutablePointer<Otlp__ExportMetricsServiceRequest>

    struct Unreadable: Error {}

    init(_ bytes: [UInt8]) throws {
        guard let request = otlp__export_metrics_service_request__unpack(nil, bytes.count, bytes) else { throw Unreadable() }
        self.request = request
    }

    var resourceMetrics: Otlp__ResourceMetrics {
        get throws { try first(request.pointee.resource_metrics, request.pointee.n_resource_metrics) }
    }

    var scopeMetrics: Otlp__ScopeMetrics {
        get throws {
            let metrics = try resourceMetrics
            return try first(metrics.scope_metrics, metrics.n_scope_metrics)
        }
    }

    func metrics() throws -> [Otlp__Metric] {
        let scope = try scopeMetrics
        return all(scope.metrics, scope.n_metrics)
    }

    func metric(_ name: String) throws -> Otlp__Metric {
        guard let metric = try metrics().first(where: { String($0.name) == name }) else { throw Unreadable() }
        return metric
    }

    private func first<Message>(_ list: UnsafeMutablePointer<UnsafeMutablePointer<Message>?>?, _ count: Int) throws -> Message {
        guard let only = all(list, count).first, count == 1 else { throw Unreadable() }
        return only
    }
}

/// The messages of a repeated field.
func all<Message>(_ list: UnsafeMutablePointer<UnsafeMutablePointer<Message>?>?, _ count: Int) -> [Message] {
    UnsafeBufferPointer(start: list, count: count).compactMap { $0?.pointee }
}

/// `key=value`, in the order of the list.
func texts(_ list: UnsafeMutablePointer<UnsafeMutablePointer<Otlp__KeyValue>?>?, _ count: Int) -> [String] {
    all(list, count).map { pair in
        let isText = pair.value?.pointee.value_case == OTLP__ANY_VALUE__VALUE_STRING_VALUE
        return "\(String(pair.key))=\(isText ? pair.value.map { String($0.pointee.string_value) } ?? "" : "?")"
    }
}

extension MetricsEncoder {
    /// An encoder without a resource.
    static func bare(_ histograms: HistogramAggregation = .exponential) -> MetricsEncoder {
        MetricsEncoder(resource: [], scope: OTLPScope(name: "telltale", version: "1"), histograms: histograms)
    }

    /// The bytes of a snapshot that was taken in second 100 by a process that began in second 5.
    func bytes(_ families: [FamilySnapshot]) -> [UInt8] {
        let snapshot = Snapshot(families: families, takenAtUnixSeconds: 100)
        return encode(snapshot, time: SnapshotTime(snapshot, fallback: 5_000_000_000)) { Array($0 ?? .init(start: nil, count: 0)) }
    }

    func decoded(_ families: [FamilySnapshot]) throws -> Decoded {
        try Decoded(bytes(families))
    }
}
