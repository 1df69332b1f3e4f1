import LanguageModels
import Telemetry

/// A model that counts what the answers in conversations take.
///
/// The families of asking models hold that together with what agents ask the same models for. With these, and those of
/// agents, whose workers may ask models that this process never sees, each token counts once.
struct CountedAnswers: LanguageModel {
    private let inner: any LanguageModel
    private let input: Counter
    private let output: Counter
    private let cost: FloatingCounter

    /// - Parameters:
    ///   - inner: the model that answers.
    ///   - registry: where the families are.
    init(_ inner: any LanguageModel, registry: Registry) {
        self.inner = inner
        let tokens = registry.counter(
            "telltale_chat_tokens_total", help: "Tokens that answers in conversations took, where the provider says.",
            labels: ["direction"])
        input = tokens.child("input")
        output = tokens.child("output")
        cost = registry.floatingCounter(
            "telltale_chat_cost_usd_total", help: "What answers in conversations cost in US dollars, for models with a configured price."
        ).child([])
    }

    var provider: String { inner.provider }
    var name: String { inner.name }

    func generate(
        _ request: ModelRequest, receive: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelCompletion {
        do throws(ModelError) {
            let completion = try await inner.generate(request, receive: receive)
            count(completion.usage)
            return completion
        } catch {
            count(error.usage)
            throw error
        }
    }

    private func count(_ usage: ModelUsage?) {
        guard let usage else { return }
        input.increment(by: usage.inputTokens)
        output.increment(by: usage.outputTokens)
        if let dollars = usage.costUSD { cost.increment(by: dollars) }
    }
}
