import ChatTestSupport
import LanguageModels

/// A model whose answer is settled by the question: some words, with what goes wrong now and then.
struct RandomModel: LanguageModel {
    let provider = "random"
    let name = "random"

    func generate(
        _ request: ModelRequest, receive: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelCompletion {
        var random = SeededGenerator(seed: UInt64(request.messages.last?.content ?? "") ?? 0)
        for index in 0..<Int.random(in: 0..<30, using: &random) {
            if Task.isCancelled { throw ModelError(.cancelled, "cancelled") }
            receive("w\(index) ")
            if Bool.random(using: &random) { await Task.yield() }
        }
        switch Int.random(in: 0..<8, using: &random) {
        case 0: throw ModelError(.timeout, "too slow")
        case 1: throw ModelError(.malformed, "nonsense")
        default: return ModelCompletion(finishReason: "stop", model: name)
        }
    }
}
