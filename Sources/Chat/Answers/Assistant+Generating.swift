import Essentials
import LanguageModels
import Wire

extension Assistant {
    /// Sets the model to work, in a task of its own.
    func start(_ asked: AskedAnswer, in room: Room) {
        let task = Task { await generate(asked, in: room) }
        if !room.withState({ $0.answers.attach(task, to: asked.id) }) { task.cancel() }
    }

    /// What becomes of an answer for which something of ours failed.
    func outcome(of error: ChatError) -> AnswerOutcome {
        log.record("An answer could not be given", code: error.code.rawValue, detail: error.detail ?? error.message)
        return .failed(error.code, error.message)
    }

    private func generate(_ asked: AskedAnswer, in room: Room) async {
        do throws(StoreError) {
            guard let request = try await request(for: asked, in: room) else { return end(asked.id, .stopped(by: nil), in: room) }
            await generate(asked, request, in: room)
        } catch {
            end(asked.id, outcome(of: ChatError(error)), in: room)
        }
    }

    private func generate(_ asked: AskedAnswer, _ request: ModelRequest, in room: Room) async {
        do throws(ModelError) {
            let completion = try await model(for: asked).generate(request) { [self] in receive($0, of: asked.id, in: room) }
            end(asked.id, .completed(completion), in: room)
        } catch {
            // Who ends an answer cancels its model: that is no failure, and the answer has ended by then.
            if error.code != .cancelled {
                log.record("A model gave no answer", code: error.code.rawValue, detail: error.detail ?? error.message)
            }
            end(asked.id, AnswerOutcome(error), in: room)
        }
    }

    /// Reads what the model is to be told.
    ///
    /// - Returns: nil when the question is gone.
    private func request(for asked: AskedAnswer, in room: Room) async throws(StoreError) -> ModelRequest? {
        guard let question = try await store.message(asked.questionID, of: room.id), !question.deleted else { return nil }
        let limit = max(1, min(configuration.contextMessages, 1_000))
        // A token is never estimated at more than four bytes.
        let bytes = max(1, min(configuration.contextTokens, 1 << 20)) * 4
        let before =
            limit == 1
            ? [] : try await store.messages(of: room.id, before: asked.questionSeq, limit: limit - 1, maximumBytes: bytes).messages
        let since = try await store.messages(of: room.id, after: asked.questionSeq, limit: limit, maximumBytes: bytes).messages
        let context = AnswerContext(
            systemPrompt: configuration.systemPrompt, messageLimit: limit, tokenLimit: configuration.contextTokens)
        var request = ModelRequest(
            messages: context.messages(before: before, since: since, question: question), temperature: configuration.temperature,
            maximumTokens: configuration.maximumTokens)
        request.operationsRefusal = try await operationsRefusal(for: asked.asker, in: room)
        return request
    }

    /// Why the room may not know how this server runs: it may when the asker and everybody who takes part may.
    ///
    /// An administrator may also ask where nobody takes part, unless the room is open: the answer stays there for who comes later.
    private func operationsRefusal(for asker: ChatUser?, in room: Room) async throws(StoreError) -> OperationsRefusal? {
        guard let asker, asker.isOperator || asker.isAdmin else { return .asker }
        let census = try await store.operatorCensus(of: room.id, limit: Self.namedUsers + 1)
        if !census.others.isEmpty {
            let named = census.others.prefix(Self.namedUsers).map(\.id)
            return .participants(first: named, hasMore: named.count < census.others.count)
        }
        if census.hasParticipants { return nil }
        guard asker.isAdmin else { return .unknown }
        return room.withState { $0.conversation.kind } == .open ? .open : nil
    }

    /// How many of the participants who may not know are named.
    private static let namedUsers = 3
}
