/// Told once: that the answer that was to be stopped has ended, or why it has not.
typealias StopCompletion = @Sendable (Result<Acknowledgement, ChatError>) -> Void

/// The answers of a room: the one that is given, those that wait for it to end, and how many chunks went out.
///
/// A value that the room's lock guards. Its methods decide; ``Assistant`` carries out.
struct RoomAnswers: Sendable {
    /// Where an answer that is asked for goes.
    enum Place: Sendable, Equatable {
        /// It is given now: its start is to be written down.
        case begun
        /// It waits for the others.
        case queued
        /// There is no place for it: it ends at once.
        case refused
    }

    /// What the end of an answer leads to, once it is stored or given up.
    struct Finished: Sendable {
        /// Who wants to know.
        var stoppers: [StopCompletion] = []
        /// Whether it was the one that was given; else it never began.
        var hasBegun = false
        /// The next answer, which begins now: its start is to be written down.
        var next: AskedAnswer?
    }

    /// An answer that never began, on its way into the store.
    struct Withdrawn: Sendable {
        var questionID: String
        var stoppers: [StopCompletion] = []
    }

    /// The room's last chunk; 0 before the first.
    private(set) var part: Int64 = 0
    /// The answer that is being given.
    var current: AnswerRun?
    /// Those that wait, in the order in which they were asked for.
    var waiting: [AskedAnswer] = []
    /// Those whose end is being stored without their ever having begun, by their ids.
    var withdrawn: [String: Withdrawn] = [:]

    /// What a socket that comes now has missed of the answer that is being given; nil before its first chunk.
    var soFar: AnswerSoFar? {
        guard let current, current.text.chunks > 0 else { return nil }
        return AnswerSoFar(messageID: current.asked.id, index: current.text.chunks - 1, text: current.text.sent)
    }

    /// Finds an answer its place.
    ///
    /// - Parameters:
    ///   - limit: how many may wait.
    ///   - isOpen: whether answers are given at all.
    ///   - takeSlot: takes one of the process's places for rooms with an answer; asked only when the room has none.
    mutating func ask(_ asked: AskedAnswer, limit: Int, isOpen: Bool, takeSlot: () -> Bool) -> Place {
        if current != nil, isOpen, waiting.count < limit {
            waiting.append(asked)
            return .queued
        }
        if current == nil, isOpen, takeSlot() {
            current = AnswerRun(asked)
            return .begun
        }
        withdrawn[asked.id] = Withdrawn(questionID: asked.questionID)
        return .refused
    }

    /// The start was written down.
    mutating func opened(_ id: String) -> AnswerRun.Opened? {
        isCurrent(id) ? current?.opened() : nil
    }

    /// Keeps the model's task; see ``AnswerRun/attach(_:)``.
    mutating func attach(_ task: Task<Void, Never>, to id: String) -> Bool {
        isCurrent(id) && current?.attach(task) == true
    }

    /// The model said something.
    ///
    /// - Parameters:
    ///   - limit: bytes that the answer may have.
    ///   - mayHold: whether it can wait for the tick; the first chunk never does.
    /// - Returns: the chunk to publish, if any; whether something is held now; whether the answer is full; nil when the
    ///   answer has ended.
    mutating func receive(
        _ piece: String, of id: String, limit: Int, mayHold: Bool, at now: Int64
    ) -> (chunk: AnswerChunk?, isHeld: Bool, isFull: Bool)? {
        guard isCurrent(id), current?.isGenerating == true else { return nil }
        let hasRoom = current?.text.append(piece, limit: limit) ?? false
        let isFirst = current?.text.chunks == 0
        guard mayHold, !isFirst else { return (takeChunk(at: now), false, !hasRoom) }
        return (nil, current?.text.held.isEmpty == false, !hasRoom)
    }

    /// What is held, as the next chunk.
    mutating func takeChunk(at now: Int64) -> AnswerChunk? {
        guard let id = current?.asked.id, let taken = current?.text.takeChunk(at: now) else { return nil }
        part += 1
        return AnswerChunk(messageID: id, index: taken.index, delta: taken.delta, part: part)
    }

    /// Ends the answer that is being given, if it is this one and has not ended before.
    mutating func end(_ id: String, _ outcome: AnswerOutcome, in conversationID: String, at moment: AnswerMoment) -> AnswerRun.Ended? {
        guard isCurrent(id) else { return nil }
        let chunk = current?.isGenerating == true ? takeChunk(at: moment.nanoseconds) : nil
        var ended = current?.end(outcome, conversationID: conversationID, at: moment)
        ended?.chunk = chunk
        return ended
    }

    /// The answer's end was stored, or given up.
    mutating func finished(_ id: String) -> Finished {
        guard isCurrent(id) else { return Finished(stoppers: withdrawn.removeValue(forKey: id)?.stoppers ?? []) }
        let finished = Finished(
            stoppers: current?.stoppers ?? [], hasBegun: true, next: waiting.isEmpty ? nil : waiting.removeFirst())
        current = finished.next.map { AnswerRun($0) }
        return finished
    }

    func isCurrent(_ id: String) -> Bool {
        current?.asked.id == id
    }
}
