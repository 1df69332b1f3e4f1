import ChannelLayer
import Wire

extension Assistant {
    /// Ends the answer that the room is being given, if it is this one and has not ended before: what is held goes out, the
    /// model is cancelled, the end is stored.
    func end(_ id: String, _ outcome: AnswerOutcome, in room: Room) {
        let moment = AnswerMoment(clock)
        if let ended = room.withState({ end(id, outcome, &$0, in: room, at: moment) }) { finish(ended, in: room) }
    }

    /// As ``end(_:_:in:)``, with the room's state locked; ``finish(_:in:)`` is owed for what it returns.
    func end(
        _ id: String, _ outcome: AnswerOutcome, _ state: inout RoomState, in room: Room, at moment: AnswerMoment
    ) -> AnswerRun.Ended? {
        let ended = state.answers.end(id, outcome, in: room.id, at: moment)
        if let chunk = ended?.chunk { publish(chunk, in: room) }
        return ended
    }

    /// What is left of ending an answer once the room is unlocked.
    func finish(_ ended: AnswerRun.Ended, in room: Room) {
        if ended.chunk != nil { layer.flush() }
        ended.task?.cancel()
        write(ended.end, of: ended.asked, in: room)
    }

    /// Ends an answer that never began; the room and the desk have taken note of it.
    func endUnbegun(_ asked: AskedAnswer, _ outcome: AnswerOutcome, in room: Room) {
        write(AnswerEnd(asked, outcome, conversationID: room.id, at: AnswerMoment(clock)), of: asked, in: room)
    }

    /// Ends all answers as interrupted, those that wait too, and returns when that is stored or given up.
    func endAll() async {
        for room in desk.shut() {
            let moment = AnswerMoment(clock)
            let (waiting, ended) = room.withState { state in
                let waiting = state.answers.withdrawAll()
                desk.owe(waiting.count)
                return (waiting, state.answers.current.flatMap { end($0.asked.id, .interrupted, &state, in: room, at: moment) })
            }
            metrics.waitingChanged(by: -waiting.count)
            if let ended { finish(ended, in: room) }
            for asked in waiting { endUnbegun(asked, .interrupted, in: room) }
        }
        await desk.idle()
    }
}
