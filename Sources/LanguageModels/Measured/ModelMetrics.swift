import Telemetry

/// The families of asking models.
struct ModelMetrics: Sendable {
    private static let labels = ["gen_ai_operation_name", "gen_ai_provider_name", "gen_ai_request_model"]

    let duration: Family<Histogram>
    let firstChunk: Family<Histogram>
    let tokens: Family<Histogram>
    let cost: Family<FloatingCounter>

    init(_ registry: Registry) {
        duration = registry.histogram(
            "gen_ai_client_operation_duration_seconds",
            help: "Time from asking a model to the end of its answer, retries included; error_type is empty when it went well.",
            labels: Self.labels + ["error_type"], buckets: .longDurations)
        firstChunk = registry.histogram(
            "gen_ai_client_time_to_first_chunk_seconds", help: "Time from asking a model to the first text of its answer.",
            labels: Self.labels, buckets: .longDurations)
        tokens = registry.histogram(
            "gen_ai_client_token_usage", help: "Tokens that one answer took, where the provider says.",
            labels: Self.labels + ["gen_ai_token_type"], buckets: .counts)
        cost = registry.floatingCounter(
            "telltale_model_cost_usd_total", help: "What answers cost in US dollars, for models with a configured price.",
            labels: ["provider", "model"])
    }

    /// What one model's answers are counted in.
    ///
    /// - Parameter exemplar: what the answer is for; nil when nobody says.
    func series(provider: String, model: String, exemplar: KeyValuePairs<String, String>?) -> ModelSeries {
        ModelSeries(families: self, provider: provider, model: model, exemplar: exemplar)
    }
}
