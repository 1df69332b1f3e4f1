import Essentials
import LanguageModels
import Wire

extension Assistant {
    /// A user's message was committed and broadcast: it is answered, if it wants to be.
    ///
    /// Called on the store's thread, in the order of commits. In a conversation that was archived meanwhile nothing is answered;
    /// what was asked before is.
    func consider(_ message: NewMessage, seq: Int64, respond: Bool?, by user: ChatUser, in room: Room) {
        let conversation = room.withState { $0.conversation }
        let mode = conversation.assistant ?? configuration.mode
        let addressing = Addressing(commands: configuration.operations == nil ? [] : configuration.commands)
        guard !conversation.isArchived, let addressee = addressing.addressee(of: message.content, respond: respond, mode: mode)
        else { return }
        let isForOperations = addressee == .operations
        ask(
            AskedAnswer(
                id: ids.next(), questionID: message.id, questionSeq: seq, isByOperator: user.isOperator,
                isForOperations: isForOperations, model: model(isForOperations: isForOperations).name,
                askedAt: clock.monotonicNanoseconds()),
            in: room)
    }

    /// A message was deleted: what waits to answer it never will. An answer that is being given goes on.
    func questionDeleted(_ messageID: String, in room: Room) {
        if room.withState({ $0.answers.forget(questionID: messageID) }) { metrics.waitingChanged(by: -1) }
    }

    private func ask(_ asked: AskedAnswer, in room: Room) {
        // Whether the desk is open is asked with the room locked: who shuts it looks at the room afterwards.
        let (place, isOpen) = room.withState { state -> (RoomAnswers.Place, Bool) in
            let isOpen = desk.isOpen
            let place = state.answers.ask(asked, limit: configuration.queueLimit, isOpen: isOpen) { desk.take(room) }
            if place != .queued { desk.owe() }
            return (place, isOpen)
        }
        switch place {
        case .begun:
            room.pin()
            begin(asked, in: room)
        case .queued:
            metrics.waitingChanged(by: 1)
        case .refused:
            endUnbegun(asked, isOpen ? .overloaded : .interrupted, in: room)
        }
    }

    /// Writes the start down; its answer is the room's current one already.
    func begin(_ asked: AskedAnswer, in room: Room) {
        metrics.runningChanged(by: 1)
        let open = OpenAnswer(
            messageID: asked.id, conversationID: room.id, questionID: asked.questionID, model: asked.model,
            startedAtMilliseconds: clock.unixMilliseconds())
        store.enqueue(StoreWrite(.openAnswer(open)) { [self] in opened(asked, $0, in: room) })
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
