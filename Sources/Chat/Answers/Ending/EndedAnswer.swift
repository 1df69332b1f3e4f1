import Wire

/// An answer on its way into the store.
struct EndedAnswer: Sendable {
    var asked: AskedAnswer
    var end: AnswerEnd
    /// When it ended, monotonic nanoseconds.
    var endedAt: Int64
    var retry: AnswerRetry

    /// Why it failed; nil when it did not.
    var error: ErrorCode? {
        guard case .failed(let failure) = end.ending else { return nil }
        return failure.code
    }

    /// The two events that it becomes when it is stored under this `seq` and the next.
    func events(seq: Int64) -> [RoomEvent] {
        let message = RoomEvent(seq: seq, .newMessage(Message(end.message, seq: seq)))
        switch end.ending {
        case .completed(let completion): return [message, RoomEvent(seq: seq + 1, .answerCompleted(completion))]
        case .failed(let failure): return [message, RoomEvent(seq: seq + 1, .answerFailed(failure))]
        }
    }
}
