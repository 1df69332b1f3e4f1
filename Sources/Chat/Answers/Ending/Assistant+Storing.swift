import ChannelLayer
import Essentials
import Wire

extension Assistant {
    /// Stores an end. Never called with a room locked, since a full store refuses on the spot.
    func write(_ end: AnswerEnd, of asked: AskedAnswer, in room: Room) {
        room.pin()
        let retry = AnswerRetry(seconds: configuration.retrySeconds)
        write(EndedAnswer(asked: asked, end: end, endedAt: clock.monotonicNanoseconds(), retry: retry), in: room)
    }

    private func write(_ ended: EndedAnswer, in room: Room) {
        store.enqueue(StoreWrite(.endAnswer(ended.end)) { [self] in written(ended, $0, in: room) })
    }

    private func written(_ ended: EndedAnswer, _ result: Result<StoreOutcome, StoreError>, in room: Room) {
        var ended = ended
        switch result {
        case .success(.ended(let seq)), .success(.repeated(_, let seq?)):
            // Repeated: an attempt before had come further than the store could tell.
            stored(ended, seq: seq, in: room)
        case .success(let outcome):
            giveUp(ended, ChatError(outcome), in: room)
        case .failure(let error):
            guard let delay = ended.retry.delay(after: error) else { return giveUp(ended, ChatError(error), in: room) }
            configuration.timer.after(nanoseconds: delay) { [self, ended] in write(ended, in: room) }
        }
    }

    /// The end was committed. Called on the store's thread, in the order of commits: the room hears of it in that order.
    private func stored(_ ended: EndedAnswer, seq: Int64, in room: Room) {
        let events = ended.events(seq: seq)
        let (finished, isFirstInWindow) = room.withState { state in
            state.committed(seq: seq + 1)
            return (state.answers.finished(ended.asked.id), state.countMessage(answer: ended.endedAt - ended.asked.askedAt))
        }
        if isFirstInWindow { activity.noteActive(room) }
        metrics.committed()
        for event in events {
            layer.publish(
                LayerEvent(group: room.group, payload: ChatFrames.event(event), seq: event.seq, subjectID: event.messageID))
        }
        close(ended, finished, .success(Acknowledgement(messageID: ended.asked.id, seq: seq + 1)), error: ended.error, in: room)
    }

    /// The end cannot be stored. The room is told that an answer is lost; the next start of the server closes it.
    private func giveUp(_ ended: EndedAnswer, _ error: ChatError, in room: Room) {
        log.record("An answer could not be stored", code: error.code.rawValue, detail: error.detail ?? error.message)
        let finished = room.withState { $0.answers.finished(ended.asked.id) }
        let frame = ChatFrames.error(id: nil, code: error.code, message: "an answer was lost: \(error.message)")
        layer.publish(LayerEvent(group: room.group, payload: frame))
        layer.flush()
        close(ended, finished, .failure(error), error: error.code, in: room)
    }

    /// An answer is over: who wants to know is told, and the next one begins or the room is quiet.
    private func close(
        _ ended: EndedAnswer, _ finished: RoomAnswers.Finished, _ result: Result<Acknowledgement, ChatError>, error: ErrorCode?,
        in room: Room
    ) {
        for stopper in finished.stoppers { tell(stopper, result, of: ended, in: room) }
        if finished.hasBegun { metrics.runningChanged(by: -1) }
        if let next = finished.next {
            metrics.waitingChanged(by: -1)
            desk.owe()
            begin(next, in: room)
        } else if finished.hasBegun {
            desk.leave(room)
            room.unpin()
        }
        let nanoseconds = max(0, ended.endedAt - ended.asked.askedAt)
        configuration.observer?.answerEnded(error: error, nanoseconds: nanoseconds, messageID: ended.asked.id)
        room.unpin()
        desk.settled()
    }

    /// Answers who stopped it. The end was stored with one such frame; any other with an `id` is noted first.
    private func tell(_ stopper: AnswerStopper, _ result: Result<Acknowledgement, ChatError>, of ended: EndedAnswer, in room: Room) {
        guard let request = stopper.request, request != ended.end.stoppedBy, case .success(let stopped) = result, let seq = stopped.seq
        else { return stopper.completion(result) }
        room.pin()
        let note = StoreOperation.noteStop(request, conversationID: room.id, messageID: ended.asked.id, seq: seq)
        store.enqueue(
            StoreWrite(note) { written in
                stopper.completion(Self.acknowledgement(written, stopped))
                room.unpin()
            })
    }

    /// What a frame that was noted is acknowledged with: what it was acknowledged with before, or the answer's end.
    private static func acknowledgement(
        _ written: Result<StoreOutcome, StoreError>, _ stopped: Acknowledgement
    ) -> Result<Acknowledgement, ChatError> {
        switch written {
        case .success(.done): .success(stopped)
        case .success(.repeated(let messageID, let seq)): .success(Acknowledgement(messageID: messageID, seq: seq))
        case .success(let outcome): .failure(ChatError(outcome))
        case .failure(let error): .failure(ChatError(error))
        }
    }
}
