import COpenTelemetryModel
import CProtobufC
import HTTPClients

/// The sentence in an answer that is an error.
enum StatusMessage {
    /// The message of the `google.rpc.Status` that OTLP demands, or the text that a proxy in between wrote; one line, empty if
    /// there is neither.
    static func text(_ response: OTLPResponse) -> String {
        let type = response.contentType?.lowercased() ?? ""
        if type.hasPrefix("application/x-protobuf") { return PlainText.line(status(response.body)) }
        if type.hasPrefix("text/plain") || type.hasPrefix("application/json") {
            return PlainText.line(String(decoding: response.body, as: UTF8.self))
        }
        return ""
    }

    private static func status(_ bytes: [UInt8]) -> String {
        guard let status = otlp__status__unpack(nil, bytes.count, bytes) else { return "" }
        defer { otlp__status__free_unpacked(status, nil) }
        return String(status.pointee.message)
    }
}
