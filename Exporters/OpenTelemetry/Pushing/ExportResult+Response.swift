import HTTPClients

/// Judging an answer.
///
/// - SeeAlso: <https://opentelemetry.io/docs/specs/otlp/#otlphttp-response>
extension ExportResult {
    /// - Parameters:
    ///   - response: what the collector said.
    ///   - unixSeconds: now, for a `Retry-After` that is a date.
    init(_ response: OTLPResponse, unixSeconds: Double) {
        switch response.status {
        case 200...299: self = Self.accepted(response)
        case 429, 502, 503, 504:
            self.init(
                outcome: .unavailable, retryAfter: Self.wait(response, unixSeconds: unixSeconds), reason: Self.refusal(response))
        default: self.init(outcome: .rejected, reason: Self.refusal(response))
        }
    }

    private static func accepted(_ response: OTLPResponse) -> ExportResult {
        if response.isBodyCut {
            return ExportResult(outcome: .rejected, reason: "the answer is longer than \(OTLPResponse.bodyLimit) bytes")
        }
        guard let partial = PartialSuccess(response.body) else {
            // Some collectors answer in JSON whatever they are asked in. Anything else shows that nobody there speaks OTLP.
            if response.contentType?.lowercased().hasPrefix("application/json") == true { return ExportResult(outcome: .ok) }
            return ExportResult(outcome: .rejected, reason: "the answer is not one of OTLP; the endpoint may be wrong")
        }
        return ExportResult(
            outcome: partial.rejectedPoints > 0 ? .partial : .ok, rejectedPoints: partial.rejectedPoints,
            reason: partial.message.isEmpty ? nil : PlainText.line(partial.message))
    }

    /// The longest that a collector is left alone for its asking: 5 minutes.
    static let longestWaitSeconds = 300.0

    /// Nanoseconds that the collector asks to be left alone.
    private static func wait(_ response: OTLPResponse, unixSeconds: Double) -> Int64? {
        RetryAfter.seconds(response.retryAfter, unixSeconds: unixSeconds).map { Int64(min($0, longestWaitSeconds) * 1e9) }
    }

    private static func refusal(_ response: OTLPResponse) -> String {
        let message = StatusMessage.text(response)
        return message.isEmpty ? "the collector answered \(response.status)" : "the collector answered \(response.status): \(message)"
    }
}
