import LanguageModels
import Synchronization

/// A model that says what a test gives it, piece by piece.
final class PieceModel: LanguageModel {
    let provider = "test"
    let name = "pieces"

    private let stream: AsyncStream<String>
    private let source: AsyncStream<String>.Continuation
    private let asked = Mutex<[ModelRequest]>([])

    init() {
        (stream, source) = AsyncStream.makeStream(of: String.self)
    }

    /// What it was asked, in order.
    var requests: [ModelRequest] { asked.withLock { $0 } }

    func say(_ piece: String) {
        source.yield(piece)
    }

    /// The answer is complete.
    func end() {
        source.finish()
    }

    func generate(
        _ request: ModelRequest, receive: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelCompletion {
        asked.withLock { $0.append(request) }
        for await piece in stream { receive(piece) }
        guard !Task.isCancelled else { throw ModelError(.cancelled, "cancelled") }
        return ModelCompletion(finishReason: "stop", usage: ModelUsage(inputTokens: 3, outputTokens: 5), model: name)
    }
}
