import LanguageModels

/// One call of a model whose text is stored and shown while it comes.
struct AnswerStream: Sendable {
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

    /// Asks the model.
    ///
    /// - Returns: how it ended, and its text, all of which is stored then.
    /// - Throws: ``RunStop/ended`` when the text could not be stored.
    func answer(to request: ModelRequest) async throws(RunStop) -> (Result<ModelCompletion, ModelError>, String) {
        let text = StreamedText()
        let outcome = await withTaskGroup(of: Part.self) { group -> Result<ModelCompletion, ModelError>? in
            group.addTask { .answered(await generate(request, into: text)) }
            group.addTask { .written(await OutputPump(run: run, text: text, clock: clock, lead: lead).run()) }
            var outcome: Result<ModelCompletion, ModelError>?
            for await part in group {
                switch part {
                case .answered(let result): outcome = result
                case .written(true): break
                case .written(false):
                    group.cancelAll()
                    return nil
                }
            }
            return outcome
        }
        guard let outcome else { throw .ended }
        return (outcome, text.whole)
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
