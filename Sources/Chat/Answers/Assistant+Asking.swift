import Essentials
import LanguageModels
import Wire

extension Assistant {
    /// A message is about to be stored: finds out whether it wants an answer, and keeps a place for it.
    ///
    /// So a question that cannot be answered is refused while nothing of it is stored, however many ask at once. What is said to
    /// nobody in particular where everything is answered is no question: it is taken, and left without an answer.
    ///
    /// - Parameters:
    ///   - messageID: the one that the message will have.
    ///   - user: whose it is.
    /// - Returns: nil when it gets none; else ``consider(_:seq:in:)`` or ``withdraw(_:in:)`` is owed for it.
    /// - Throws: `overloaded` when too many answers wait in the room, or too many rooms are answered in.
    func reserve(
        _ draft: ChatMessageDraft, messageID: String, by user: ChatUser, in room: Room
    ) throws(ChatError) -> AnswerWish? {
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
        let isForOperations = addressee == .operations
        let asked = AskedAnswer(
            id: ids.next(), questionID: messageID, questionSeq: 0, asker: user, isForOperations: isForOperations,
            model: model(isForOperations: isForOperations).name, askedAt: 0)
        return AnswerWish(asked, hasPlace: hasPlace)
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
    func consider(_ wish: AnswerWish, seq: Int64, in room: Room) {
        guard !room.withState({ $0.conversation.isArchived }) else {
            strike(wish.asked, in: room)
            return withdraw(wish, in: room)
        }
        var asked = wish.asked
        asked.questionSeq = seq
        asked.askedAt = clock.monotonicNanoseconds()
        ask(asked, hasPlace: wish.hasPlace, in: room)
    }

    /// A message was deleted: what waits to answer it never will. An answer that is being given goes on.
    func questionDeleted(_ messageID: String, in room: Room) {
        guard let forgotten = room.withState({ $0.answers.forget(questionID: messageID) }) else { return }
        metrics.waitingChanged(by: -1)
        strike(forgotten, in: room)
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
        case .refused:
            endUnbegun(asked, .interrupted, in: room)
        }
    }

    /// Strikes an answer that was written down with its question and will not be given: a restart would close it.
    private func strike(_ asked: AskedAnswer, in room: Room) {
        room.pin()
        store.enqueue(
            StoreWrite(.forgetAnswer(messageID: asked.id)) { [self] result in
                if case .failure(let error) = result {
                    let error = ChatError(error)
                    log.record("An answer could not be struck", code: error.code.rawValue, detail: error.detail ?? error.message)
                }
                room.unpin()
            })
    }

    /// Its answer is the room's current one already, and was written down with its question.
    func begin(_ asked: AskedAnswer, in room: Room) {
        metrics.runningChanged(by: 1)
        start(asked, in: room)
    }
}

extension AskedAnswer {
    /// What is written down with the question, so that a restart can close it.
    func open(in conversationID: String, atMilliseconds time: Int64) -> OpenAnswer {
        OpenAnswer(messageID: id, conversationID: conversationID, questionID: questionID, model: model, startedAtMilliseconds: time)
    }
}

extension ChatError {
    /// The message asks for an answer for which there is no place.
    fileprivate static let tooManyAnswers = ChatError(
        code: .overloaded, message: "too many answers are waiting; ask again later", retryAfterMilliseconds: 2_000)
}
