/// The answers of a room: the one that is given, those that wait for it to end, and how many chunks went out.
///
/// A value that the room's lock guards. Its methods decide; ``Assistant`` carries out.
struct RoomAnswers: Sendable {
    /// Where an answer that is asked for goes.
    enum Place: Sendable, Equatable {
        /// It is given now.
        case begun
        /// It waits for the others.
        case queued
        /// No answers are given any more: it ends at once.
        case refused
    }

    /// What the end of an answer leads to, once it is stored or given up.
    struct Finished: Sendable {
        /// Who wants to know.
        var stoppers: [AnswerStopper] = []
        /// Whether it was the one that was given; else it never began.
        var hasBegun = false
        /// The next answer, which begins now.
        var next: AskedAnswer?
    }

    /// An answer that never began, on its way into the store.
    struct Withdrawn: Sendable {
        var questionID: String
        var stoppers: [AnswerStopper] = []
    }

    /// The room's last chunk; 0 before the first.
    private(set) var part: Int64 = 0
    /// The answer that is being given.
    var current: AnswerRun?
    /// Those that wait, in the order in which they were asked for.
    var waiting: [AskedAnswer] = []
    /// Those whose end is being stored without their ever having begun, by their ids.
    var withdrawn: [String: Withdrawn] = [:]

    /// Places that are kept for the answers to messages which are on their way into the store.
    private(set) var reserved = 0

    /// What a socket that comes now has missed of the answer that is being given; nil before its first chunk.
    var soFar: AnswerSoFar? {
        guard let current, current.text.chunks > 0 else { return nil }
        return AnswerSoFar(messageID: current.asked.id, index: current.text.chunks - 1, text: current.text.sent)
    }

    /// Keeps a place for an answer, unless all are taken; ``release()`` is owed for it.
    ///
    /// - Parameter limit: how many may wait besides the one that is given.
    mutating func reserve(limit: Int) -> Bool {
        guard (current == nil ? 0 : 1) + waiting.count + reserved <= limit else { return false }
        reserved += 1
        return true
    }

    /// Gives a place back: the answer is asked for now, or never will be.
    mutating func release() {
        reserved -= 1
    }

    /// Gives an answer, for which a place was kept until now, its turn.
    ///
    /// - Parameter isOpen: whether answers are given at all.
    mutating func ask(_ asked: AskedAnswer, isOpen: Bool) -> Place {
        guard isOpen else {
            withdrawn[asked.id] = Withdrawn(questionID: asked.questionID)
            return .refused
        }
        guard current == nil else {
            waiting.append(asked)
            return .queued
        }
        current = AnswerRun(asked)
        return .begun
    }

    /// Keeps the model's task; see ``AnswerRun/attach(_:)``.
    mutating func attach(_ task: Task<Void, Never>, to id: String) -> Bool {
        isCurrent(id) && current?.attach(task) == true
    }

    /// The model said something.
    ///
    /// - Parameters:
    ///   - limit: bytes that the answer may have.
    ///   - spacing: nanoseconds after a chunk within which what comes is held for the tick; 0 holds nothing.
    /// - Returns: the chunk to publish, if any; whether something is held that was not before; whether the answer is full; nil
    ///   when the answer has ended.
    mutating func receive(
        _ piece: String, of id: String, limit: Int, spacing: Int64, at now: Int64
    ) -> (chunk: AnswerChunk?, beginsToHold: Bool, isFull: Bool)? {
        guard isCurrent(id), current?.isGenerating == true else { return nil }
        let wasHolding = current?.isHolding == true
        let hasRoom = current?.text.append(piece, limit: limit) ?? false
        if let last = current?.text.lastChunkAt, now - last < spacing {
            return (nil, !wasHolding && current?.isHolding == true, !hasRoom)
        }
        return (takeChunk(at: now), false, !hasRoom)
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
