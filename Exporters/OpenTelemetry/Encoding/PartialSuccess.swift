import COpenTelemetryModel
import CProtobufC

/// What an `ExportMetricsServiceResponse` says: nothing, if all is well.
struct PartialSuccess: Hashable {
    /// Points that were rejected.
    var rejectedPoints: Int

    /// Why, or a warning if none was rejected.
    var message: String

    /// - Returns: nil for bytes that are no such message.
    init?(_ bytes: [UInt8]) {
        guard let response = otlp__export_metrics_service_response__unpack(nil, bytes.count, bytes) else { return nil }
        defer { otlp__export_metrics_service_response__free_unpacked(response, nil) }
        let partial = response.pointee.partial_success?.pointee
        rejectedPoints = max(0, Int(clamping: partial?.rejected_data_points ?? 0))
        message = partial.map { String($0.error_message) } ?? ""
    }
}
