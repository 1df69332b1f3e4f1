import Telemetry

/// The series of one model. An answer takes a few seconds, so they are looked up each time.
struct ModelSeries: Sendable {
    /// What is asked for, in the words of OpenTelemetry.
    private static let operation = "chat"

    let families: ModelMetrics
    let provider: String
    let model: String

    /// The first text has come.
    func began(nanoseconds: Int64) {
        families.firstChunk.child(Self.operation, provider, model).record(nanoseconds: nanoseconds)
    }

    /// An answer is complete.
    func ended(nanoseconds: Int64, usage: ModelUsage?) {
        families.duration.child(Self.operation, provider, model, "").record(nanoseconds: nanoseconds)
        guard let usage else { return }
        families.tokens.child(Self.operation, provider, model, "input").record(Double(usage.inputTokens))
        families.tokens.child(Self.operation, provider, model, "output").record(Double(usage.outputTokens))
        if let cost = usage.costUSD { families.cost.child(provider, model).increment(by: cost) }
    }

    /// There is no answer, or only the beginning of one.
    func failed(_ code: ModelError.Code, nanoseconds: Int64) {
        families.duration.child(Self.operation, provider, model, code.rawValue).record(nanoseconds: nanoseconds)
    }
}
