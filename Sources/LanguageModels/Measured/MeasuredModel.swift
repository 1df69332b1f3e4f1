import Synchronization
import Telemetry

/// A model that counts what another one does, as `gen_ai_client_…` and `telltale_model_cost_usd_total`.
///
/// - SeeAlso: <https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/>
public final class MeasuredModel: LanguageModel {
    private let inner: any LanguageModel
    private let metrics: ModelMetrics
    private let now: @Sendable () -> Int64

    public var provider: String { inner.provider }
    public var name: String { inner.name }

    /// - Parameters:
    ///   - inner: the model that answers.
    ///   - registry: where the families are; several models may share them.
    ///   - now: monotonic nanoseconds.
    public init(_ inner: any LanguageModel, registry: Registry, now: @escaping @Sendable () -> Int64 = MonotonicClock.now) {
        self.inner = inner
        self.now = now
        metrics = ModelMetrics(registry)
    }

    public func generate(
        _ request: ModelRequest, receive: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelCompletion {
        let series = metrics.series(provider: inner.provider, model: request.model ?? inner.name, exemplar: request.exemplar)
        let startedAt = now()
        let isFirst = Atomic(true)
        do throws(ModelError) {
            let completion = try await inner.generate(request) { [now] text in
                if isFirst.exchange(false, ordering: .relaxed) { series.began(nanoseconds: now() - startedAt) }
                receive(text)
            }
            series.ended(nanoseconds: now() - startedAt, usage: completion.usage)
            return completion
        } catch {
            series.failed(error, nanoseconds: now() - startedAt)
            throw error
        }
    }
}
