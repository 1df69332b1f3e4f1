/// What came of one request.
struct ExportResult: Sendable, Hashable {
    var outcome: ExportOutcome

    /// How long the collector wants to be left alone, in nanoseconds; nil if it does not say.
    var retryAfter: Int64?

    /// Points that the collector rejected.
    var rejectedPoints = 0

    /// What is wrong, for people; nil if nothing is.
    var reason: String?

    /// There was no answer in time.
    static let timeout = ExportResult(outcome: .timeout, reason: "there was no answer in time")

    /// The request was not made: it would be longer than the protocol allows.
    static let tooLarge = ExportResult(
        outcome: .rejected, reason: "the metrics are more than \(MetricsEncoder.requestLimit >> 20) MiB")
}
