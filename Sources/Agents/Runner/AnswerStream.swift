import LanguageModels

/// One call of a model whose text is stored and shown while it comes.
struct AnswerStream: Sendable {
    /// What a call came to.
    struct Answer: Sendable {
        var outcome: Result<ModelCompletion, ModelError>
        /// What it took, as far as the provider said so.
        var usage: ModelUsage?
        var text: String
        /// Whether all of the text was stored; if not, nobody waits for an answer.
        var isStored: Bool
    }

    private enum Part: Sendable {
        case answered(Result<ModelCompletion, ModelError>)
        /// Whether all of the text was stored.
        case written(Bool)
    }

    let run: ExecutionRun
    let model: any LanguageModel
    let clock: RunnerClock
    /// What is streamed before the first text; no part of the answer.
    let lead: String

    /// Asks the model. Returns once it has ended: what it took is told last, and counts for an execution that is over, too.
    func answer(to request: ModelRequest) async -> Answer {
        let text = StreamedText()
        return await withTaskGroup(of: Part.self) { group in
            group.addTask { .answered(await generate(request, into: text)) }
            group.addTask { .written(await OutputPump(run: run, text: text, clock: clock, lead: lead).run()) }
            var answer = Answer(outcome: .failure(ModelError(.cancelled, "")), text: "", isStored: true)
            for await part in group {
                switch part {
                case .answered(.success(let completion)): (answer.outcome, answer.usage) = (.success(completion), completion.usage)
                case .answered(.failure(let error)): (answer.outcome, answer.usage) = (.failure(error), error.usage)
                case .written(true): break
                case .written(false):
                    answer.isStored = false
                    group.cancelAll()
                }
            }
            answer.text = text.whole
            return answer
        }
    }

    private func generate(_ request: ModelRequest, into text: StreamedText) async -> Result<ModelCompletion, ModelError> {
        defer { text.finish() }
        do throws(ModelError) {
            return .success(try await model.generate(request) { text.append($0) })
        } catch {
            return .failure(error)
        }
    }
}
