import Telemetry

/// The series of one answer's model. An answer takes a few seconds, so they are looked up each time.
struct ModelSeries: Sendable {
    /// What is asked for, in the words of OpenTelemetry.
    private static let operation = "chat"

    let families: ModelMetrics
    let provider: String
    let model: String
    /// What the answer is for; nil when nobody says.
    let exemplar: KeyValuePairs<String, String>?

    /// The first text has come.
    func began(nanoseconds: Int64) {
        record(nanoseconds: nanoseconds, in: families.firstChunk.child(Self.operation, provider, model))
    }

    /// An answer is complete.
    func ended(nanoseconds: Int64, usage: ModelUsage?) {
        record(nanoseconds: nanoseconds, in: families.duration.child(Self.operation, provider, model, ""))
        spent(usage)
    }

    /// There is no answer, or only the beginning of one.
    func failed(_ error: ModelError, nanoseconds: Int64) {
        record(nanoseconds: nanoseconds, in: families.duration.child(Self.operation, provider, model, error.code.rawValue))
        spent(error.usage)
    }

    private func spent(_ usage: ModelUsage?) {
        guard let usage else { return }
        record(Double(usage.inputTokens), in: families.tokens.child(Self.operation, provider, model, "input"))
        record(Double(usage.outputTokens), in: families.tokens.child(Self.operation, provider, model, "output"))
        if let cost = usage.costUSD { families.cost.child(provider, model).increment(by: cost) }
    }

    private func record(nanoseconds: Int64, in histogram: Histogram) {
        record(Double(nanoseconds) * 1e-9, in: histogram)
    }

    /// An exemplar without labels would say nothing, so there is none.
    private func record(_ value: Double, in histogram: Histogram) {
        if let exemplar { histogram.record(value, exemplar: exemplar) } else { histogram.record(value) }
    }
}
