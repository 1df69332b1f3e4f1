/// The answer that a room is being given. Its methods decide; ``Assistant`` carries out.
struct AnswerRun: Sendable {
    /// How far it is. An answer ends once, whoever wants it to end and however often.
    enum Phase: Sendable {
        /// Its start is being written down. Exits: ``generating`` after the commit, ``closing(_:)`` when it ends before.
        case opening
        /// It has ended before its start was written down, and this end is stored next. Exits: ``ending``.
        case closing(AnswerEnd)
        /// The model is at work. Exits: ``ending``.
        case generating
        /// Its end is being stored. Exits: removed from the room.
        case ending
    }

    /// What the end of opening leads to.
    enum Opened: Sendable {
        case generate
        case store(AnswerEnd)
    }

    /// What the end of an answer leads to.
    struct Ended: Sendable {
        var asked: AskedAnswer
        /// The last chunk, to be published first.
        var chunk: AnswerChunk?
        /// The end to store; nil when the store has not yet noted the start: ``opened()`` gives it then.
        var end: AnswerEnd?
        /// The model's task, to be cancelled.
        var task: Task<Void, Never>?
    }

    let asked: AskedAnswer
    var text = AnswerText()
    /// Who wants to know when its end is stored.
    var stoppers: [AnswerStopper] = []
    private var phase = Phase.opening
    private var task: Task<Void, Never>?

    init(_ asked: AskedAnswer) {
        self.asked = asked
    }

    /// Whether pieces of the model are still taken.
    var isGenerating: Bool {
        if case .generating = phase { true } else { false }
    }

    /// Whether something of the text is held.
    var isHolding: Bool { !text.held.isEmpty }

    /// The start was written down, or could not be.
    mutating func opened() -> Opened? {
        switch phase {
        case .opening:
            phase = .generating
            return .generate
        case .closing(let end):
            phase = .ending
            return .store(end)
        case .generating, .ending:
            return nil
        }
    }

    /// The model's task, so that it can be cancelled.
    ///
    /// - Returns: false when the answer has ended meanwhile: the task is to be cancelled at once.
    mutating func attach(_ task: Task<Void, Never>) -> Bool {
        guard isGenerating else { return false }
        self.task = task
        return true
    }

    /// - Returns: nil when it has ended before.
    mutating func end(_ outcome: AnswerOutcome, conversationID: String, at moment: AnswerMoment) -> Ended? {
        switch phase {
        case .opening:
            phase = .closing(AnswerEnd(asked, outcome, text, conversationID: conversationID, at: moment))
            return Ended(asked: asked)
        case .generating:
            phase = .ending
            defer { task = nil }
            let end = AnswerEnd(asked, outcome, text, conversationID: conversationID, at: moment)
            return Ended(asked: asked, end: end, task: task)
        case .closing, .ending:
            return nil
        }
    }
}
