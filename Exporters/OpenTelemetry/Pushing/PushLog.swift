import Logging

/// Says what is new about pushing, and not every minute what was said before.
struct PushLog {
    private let logger: Logger
    private let endpoint: String
    private var lastTrouble: String?

    init(logger: Logger, endpoint: OTLPEndpoint) {
        self.logger = logger
        self.endpoint = endpoint.description
    }

    /// A request has ended.
    mutating func note(_ result: ExportResult) {
        switch result.outcome {
        case .ok where result.reason == nil: recovered()
        case .ok: trouble("The OpenTelemetry collector has a warning", result)
        case .partial: trouble("The OpenTelemetry collector rejected data points", result)
        case .rejected: trouble("Metrics were not accepted by the OpenTelemetry collector", result)
        case .unavailable, .unreachable, .timeout: trouble("The OpenTelemetry collector cannot be reached", result)
        }
    }

    /// The last push was not delivered in the time there was.
    func missedLast() {
        logger.warning("The last metrics were not delivered to the OpenTelemetry collector", metadata: ["endpoint": .string(endpoint)])
    }

    private mutating func recovered() {
        guard lastTrouble != nil else { return }
        lastTrouble = nil
        logger.notice("The OpenTelemetry collector accepts metrics again", metadata: ["endpoint": .string(endpoint)])
    }

    /// Logs as a warning what is new, and for debugging what is not.
    private mutating func trouble(_ sentence: Logger.Message, _ result: ExportResult) {
        // The wording of a connection's errors changes from one to the next.
        let trouble = result.outcome.isTransient ? "transient" : "\(result.outcome) \(result.reason ?? "")"
        let level: Logger.Level = trouble == lastTrouble ? .debug : .warning
        lastTrouble = trouble
        var metadata: Logger.Metadata = ["endpoint": .string(endpoint), "reason": .string(result.reason ?? result.outcome.rawValue)]
        if result.rejectedPoints > 0 { metadata["rejected_points"] = .string(String(result.rejectedPoints)) }
        logger.log(level: level, sentence, metadata: metadata)
    }
}
