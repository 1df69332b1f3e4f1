import Essentials
import Wire

extension ChatService {
    /// Ends an answer that is being generated or waits for its turn. Any participant may.
    ///
    /// What came is kept, complete, with the finish reason `stopped`; the model is cancelled. Stopping again is harmless. Whoever
    /// asked may leave: that stops nothing.
    ///
    /// - Parameters:
    ///   - messageID: the answer's, or that of the question: all that a client knows before the first chunk.
    ///   - id: the client's own id of the frame.
    ///   - room: from ``enter(_:user:)``, not left yet.
    ///   - user: who stops it.
    ///   - completion: called exactly once: after the commit of the answer's end, with the `seq` of `message_complete`; or with
    ///     `not_found` when there is no such message, and `conflict` when it is not being generated.
    public func stop(
        _ messageID: String, id: String?, room: Room, user: ChatUser,
        completion: @escaping @Sendable (Result<Acknowledgement, ChatError>) -> Void
    ) {
        guard user.isAdmin || room.withState({ $0.roster.name(of: user.id) }) != nil else { return completion(.failure(.forbidden)) }
        let request = id.map { AnswerEnd.StopRequest(userID: user.id, clientID: $0) }
        if assistant?.stop(messageID, by: request, in: room, completion: completion) == true { return }
        room.pin()
        Task {
            completion(await stopped(before: messageID, by: request, in: room))
            room.unpin()
        }
    }

    /// Ends all answers that are generated or wait: what came is kept, as `interrupted`. Returns when that is committed, or the
    /// store has not taken it for ``AssistantConfiguration/retrySeconds``. No further answer is given.
    ///
    /// To be called at shutdown, while there are sockets to hear of it, and before the store is closed. A question that comes
    /// afterwards is `interrupted`, too.
    public func stopAnswers() async {
        await assistant?.endAll()
    }

    /// Ends the answers that were being generated or waited when the process was killed: nothing that came is left of them, the
    /// room learns that they were `interrupted`.
    ///
    /// To be called once at start, before the first write and the first socket.
    public func closeOpenAnswers() async {
        do {
            var open = try await store.openAnswers()[...]
            while !open.isEmpty {
                await close(open.prefix(Self.closingLimit))
                open = open.dropFirst(Self.closingLimit)
            }
        } catch {
            noteNotClosed(ChatError(error))
        }
    }

    /// Answers that are closed at a time: far fewer than a store's queue takes.
    private static let closingLimit = 1_000

    private func close(_ open: ArraySlice<OpenAnswer>) async {
        let moment = AnswerMoment(clock)
        let results = await commit(open.map { .endAnswer(AnswerEnd(interrupted: $0, at: moment)) }) { [self] _, outcome in
            if case .ended = outcome { assistant?.metrics.committed() }
        }
        for case .failure(let error) in results { noteNotClosed(error) }
    }

    private func noteNotClosed(_ error: ChatError) {
        assistant?.log.record("Interrupted answers could not be closed", code: error.code.rawValue, detail: error.detail ?? error.message)
    }

    /// What a `stop` means that finds no such answer: the repetition of one that was acknowledged, or a mistake.
    private func stopped(
        before messageID: String, by request: AnswerEnd.StopRequest?, in room: Room
    ) async -> Result<Acknowledgement, ChatError> {
        do throws(ChatError) {
            let message = try await reading { () async throws(StoreError) in try await store.message(messageID, of: room.id) }
            guard message != nil else { return .failure(.noMessage) }
            guard let request else { return .failure(.notGenerating) }
            // A mark at 0 moves nothing: this asks whether the `id` was used, and uses it up for this very answer.
            let asked = StoreOperation.markRead(conversationID: room.id, userID: request.userID, seq: 0, clientID: request.clientID)
            guard case .repeated(let first?, let seq) = try await commit(asked) else { return .failure(.notGenerating) }
            return .success(Acknowledgement(messageID: first, seq: seq))
        } catch {
            return .failure(error)
        }
    }
}

extension ChatError {
    fileprivate static let notGenerating = ChatError(code: .conflict, message: "the message is not being generated")
}

extension AnswerEnd {
    fileprivate init(interrupted open: OpenAnswer, at moment: AnswerMoment) {
        let asked = AskedAnswer(
            id: open.messageID, questionID: open.questionID, questionSeq: 0, asker: nil, isForOperations: false,
            model: open.model, askedAt: moment.nanoseconds)
        self.init(asked, .interrupted, conversationID: open.conversationID, at: moment)
    }
}
