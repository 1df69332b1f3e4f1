import LanguageModels
import Synchronization

/// A model whose turns are known beforehand.
final class ScriptedModel: LanguageModel {
    struct Turn: Sendable {
        var pieces: [String] = []
        var calls: [ModelToolCall] = []
        var usage: ModelUsage?
        var finishReason: String?
        var error: ModelError?
        /// Whether it says its pieces and then nothing, until its task is cancelled.
        var hangs = false

        static func says(_ pieces: String..., usage: ModelUsage? = nil) -> Turn {
            Turn(pieces: pieces, usage: usage)
        }

        static func calls(_ calls: (name: String, arguments: String)..., saying text: String = "", usage: ModelUsage? = nil) -> Turn {
            let calls = calls.enumerated().map { ModelToolCall(id: "call-\($0 + 1)", name: $1.name, arguments: $1.arguments) }
            return Turn(pieces: text.isEmpty ? [] : [text], calls: calls, usage: usage)
        }

        static func fails(_ code: ModelError.Code, _ message: String = "it failed") -> Turn {
            Turn(error: ModelError(code, message, detail: "for the log"))
        }
    }

    let provider = "scripted"
    let name = "scripted-1"
    private let turns: Mutex<[Turn]>
    private let asked = Mutex<[ModelRequest]>([])

    convenience init(_ turns: Turn...) {
        self.init(turns)
    }

    init(_ turns: [Turn]) {
        self.turns = Mutex(turns)
    }

    /// What it was asked so far.
    var requests: [ModelRequest] { asked.withLock { $0 } }

    func generate(
        _ request: ModelRequest, receive: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelCompletion {
        asked.withLock { $0.append(request) }
        let turn = turns.withLock { $0.isEmpty ? Turn(error: ModelError(.refused, "the script is over")) : $0.removeFirst() }
        turn.pieces.forEach(receive)
        if turn.hangs {
            await Self.untilCancelled()
            throw ModelError(.cancelled, "stopped", usage: turn.usage)
        }
        if let error = turn.error { throw error }
        let reason = turn.finishReason ?? (turn.calls.isEmpty ? "stop" : "tool_calls")
        return ModelCompletion(finishReason: reason, usage: turn.usage, toolCalls: turn.calls, model: name)
    }

    static func untilCancelled() async {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        for await _ in stream {}
        continuation.finish()
    }
}
