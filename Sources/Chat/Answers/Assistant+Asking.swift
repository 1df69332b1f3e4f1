import Essentials
import LanguageModels
import Wire

extension Assistant {
    /// A message is about to be stored: finds out whether it wants an answer, and keeps a place for it.
    ///
    /// So a question that cannot be answered is refused while nothing of it is stored, however many ask at once. What is said to
    /// nobody in particular where everything is answered is no question: it is taken, and left without an answer.
    ///
    /// - Returns: nil when it gets none; else ``consider(_:seq:_:by:in:)`` or ``withdraw(_:in:)`` is owed for it.
    /// - Throws: `overloaded` when too many answers wait in the room, or too many rooms are answered in.
    func reserve(_ draft: ChatMessageDraft, in room: Room) throws(ChatError) -> AnswerWish? {
        let mode = room.withState { $0.conversation.assistant } ?? configuration.mode
        let addressing = Addressing(commands: configuration.operations == nil ? [] : configuration.commands)
        guard let addressee = addressing.addressee(of: draft.content, respond: draft.respond, mode: mode) else { return nil }
        let hasPlace = room.withState { state in
            guard desk.take(room) else { return false }
            let hasPlace = state.answers.reserve(limit: max(0, configuration.queueLimit))
            if !hasPlace { desk.leave(room) }
            return hasPlace
        }
        // After it was shut nothing is too much: what is asked then ends as interrupted.
        guard hasPlace || !desk.isOpen else {
            if mode == .always, addressing.addressee(of: draft.content, respond: draft.respond, mode: .mention) == nil { return nil }
            throw .tooManyAnswers
        }
        return AnswerWish(addressee: addressee, hasPlace: hasPlace)
    }

    /// The message was not stored, or was before: it is not answered.
    func withdraw(_ wish: AnswerWish, in room: Room) {
        guard wish.hasPlace else { return }
        room.withState { $0.answers.release() }
        desk.leave(room)
    }

    /// A user's message was committed and broadcast: it is answered.
    ///
    /// Called on the store's thread, in the order of commits. In a conversation that was archived meanwhile nothing is answered;
    /// what was asked before is.
    func consider(_ message: NewMessage, seq: Int64, _ wish: AnswerWish, by user: ChatUser, in room: Room) {
        guard !room.withState({ $0.conversation.isArchived }) else { return withdraw(wish, in: room) }
        let isForOperations = wish.addressee == .operations
        let asked = AskedAnswer(
            id: ids.next(), questionID: message.id, questionSeq: seq, isByOperator: user.isOperator,
            isForOperations: isForOperations, model: model(isForOperations: isForOperations).name,
            askedAt: clock.monotonicNanoseconds())
        ask(asked, hasPlace: wish.hasPlace, in: room)
    }

    /// A message was deleted: what waits to answer it never will. An answer that is being given goes on.
    func questionDeleted(_ messageID: String, in room: Room) {
        guard let forgotten = room.withState({ $0.answers.forget(questionID: messageID) }) else { return }
        metrics.waitingChanged(by: -1)
        note(.forgetAnswer(messageID: forgotten.id), in: room)
    }

    private func ask(_ asked: AskedAnswer, hasPlace: Bool, in room: Room) {
        // Whether the desk is open is asked with the room locked: who shuts it looks at the room afterwards.
        let place = room.withState { state -> RoomAnswers.Place in
            if hasPlace { state.answers.release() }
            let place = state.answers.ask(asked, isOpen: hasPlace && desk.isOpen)
            if place != .queued { desk.owe() }
            // The one that begins keeps the place until its room is quiet.
            if hasPlace, place != .begun { desk.leave(room) }
            return place
        }
        switch place {
        case .begun:
            room.pin()
            begin(asked, in: room)
        case .queued:
            metrics.waitingChanged(by: 1)
            note(.openAnswer(open(asked, in: room)), in: room)
        case .refused:
            endUnbegun(asked, .interrupted, in: room)
        }
    }

    /// Writes something down that only a restart asks for: what waits is answered also when the store does not take it.
    private func note(_ operation: StoreOperation, in room: Room) {
        room.pin()
        store.enqueue(
            StoreWrite(operation) { [self] result in
                if case .failure(let error) = result {
                    let error = ChatError(error)
                    log.record("A waiting answer could not be noted", code: error.code.rawValue, detail: error.detail ?? error.message)
                }
                room.unpin()
            })
    }

    private func open(_ asked: AskedAnswer, in room: Room) -> OpenAnswer {
        OpenAnswer(
            messageID: asked.id, conversationID: room.id, questionID: asked.questionID, model: asked.model,
            startedAtMilliseconds: clock.unixMilliseconds())
    }

    /// Writes the start down; its answer is the room's current one already.
    func begin(_ asked: AskedAnswer, in room: Room) {
        metrics.runningChanged(by: 1)
        store.enqueue(StoreWrite(.openAnswer(open(asked, in: room))) { [self] in opened(asked, $0, in: room) })
    }

    private func opened(_ asked: AskedAnswer, _ result: Result<StoreOutcome, StoreError>, in room: Room) {
        let error: ChatError? =
            switch result {
            case .success(.done): nil
            case .success(let outcome): ChatError(outcome)
            case .failure(let error): ChatError(error)
            }
        switch room.withState({ $0.answers.opened(asked.id) }) {
        case .generate:
            if let error { return end(asked.id, outcome(of: error), in: room) }
            start(asked, in: room)
        case .store(let end):
            write(end, of: asked, in: room)
        case nil:
            break
        }
    }
}

extension ChatError {
    /// The message asks for an answer for which there is no place.
    fileprivate static let tooManyAnswers = ChatError(
        code: .overloaded, message: "too many answers are waiting; ask again later", retryAfterMilliseconds: 2_000)
}
