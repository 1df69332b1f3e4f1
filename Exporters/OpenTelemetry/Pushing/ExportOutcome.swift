/// How a request ended: the label `outcome` of `telltale_otlp_exports_total`.
enum ExportOutcome: String, Sendable, Hashable, CaseIterable {
    /// The collector took everything.
    case ok

    /// The collector took some points and rejected others. It is not asked again.
    case partial

    /// The collector wants none of it, or is no collector, or the request would be too large. It is not asked again.
    case rejected

    /// The collector is there and has no time: 429, 502, 503 and 504.
    case unavailable

    /// There was no connection, or it ended without an answer.
    case unreachable

    /// There was no answer in time.
    case timeout

    /// Whether the same may be sent again.
    ///
    /// - SeeAlso: <https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes>
    var isTransient: Bool {
        switch self {
        case .ok, .partial, .rejected: false
        case .unavailable, .unreachable, .timeout: true
        }
    }
}
