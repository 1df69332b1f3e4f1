import Wire

extension Assistant {
    private enum Stopped: Sendable {
        case ended(AnswerRun.Ended)
        case withdrawn(AskedAnswer)
        case endingAlready
    }

    /// Ends an answer that is given or waits: what came of it is kept.
    ///
    /// - Parameters:
    ///   - messageID: the answer's, or the question's.
    ///   - completion: called once the end is stored, also when the answer was ending already.
    /// - Returns: whether there is such an answer; else the completion is not called.
    func stop(_ messageID: String, by request: AnswerEnd.StopRequest?, in room: Room, completion: @escaping StopCompletion) -> Bool {
        let moment = AnswerMoment(clock)
        let stopped = room.withState { state -> Stopped? in
            guard let id = state.answers.answerID(for: messageID) else { return nil }
            let withdrawn = state.answers.withdraw(id)
            state.answers.addStopper(AnswerStopper(request: request, completion: completion), to: id)
            if let withdrawn {
                desk.owe()
                return .withdrawn(withdrawn)
            }
            return end(id, .stopped(by: request), &state, in: room, at: moment).map { .ended($0) } ?? .endingAlready
        }
        switch stopped {
        case .ended(let ended):
            finish(ended, in: room)
        case .withdrawn(let asked):
            metrics.waitingChanged(by: -1)
            endUnbegun(asked, .stopped(by: request), in: room)
        case .endingAlready:
            break
        case nil:
            return false
        }
        return true
    }
}
